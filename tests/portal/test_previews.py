"""The preview bears an empty draft of every page type: an editor looks at it before anything is written."""

import pytest
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import querydict_from_html

from content.models import BasePage
from events.models import EventPage

pytestmark = pytest.mark.django_db

MODELS = [model for model in get_page_models() if issubclass(model, BasePage) and model.is_creatable]


def preview(client, model, **values):
    """What the preview pane shows of a new page with what the form gives by default, and these values."""
    parent = model.objects.filter(locale__language_code="id").exact_type(model).first().get_parent()
    names = (model._meta.app_label, model._meta.model_name, parent.pk)
    form = client.get(reverse("wagtailadmin_pages:add", args=names)).content.decode()
    data = querydict_from_html(form, form_id="page-edit-form")
    for field in model._meta.get_fields():
        if isinstance(field, StreamField):
            data[f"{field.name}-count"] = "0"
    for name, value in values.items():
        data[name] = value
    address = reverse("wagtailadmin_pages:preview_on_add", args=names)
    assert client.post(address, data).json() == {"is_valid": True, "is_available": True}
    response = client.get(address, {"in_preview_panel": "true"})
    assert response.status_code == 200
    html = response.content.decode()
    assert "preview-error" not in html
    return html


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_new_page_with_nothing_but_a_title_has_a_preview(model, admin_client, monkeypatch):
    monkeypatch.setattr(model, "max_count_per_parent", None)
    assert "<h1" in preview(admin_client, model, title="Halaman baru")


@pytest.mark.parametrize("timing", EventPage.Timing.values)
def test_a_new_event_of_every_kind_of_date_has_a_preview(timing, admin_client):
    assert "Acara baru" in preview(admin_client, EventPage, title="Acara baru", timing=timing)


@pytest.mark.parametrize("code", ["id", "en"])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_draft_of_which_everything_was_emptied_is_shown(model, code, admin_client):
    page = model.objects.filter(locale__language_code=code, alias_of=None).exact_type(model).first()
    for field in model._meta.get_fields():
        if field.concrete and field.editable and field.null and field not in Page._meta.get_fields():
            setattr(page, field.name, None)
    page.summary = ""
    revision = page.save_revision(clean=False)
    response = admin_client.get(reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision.pk]))
    assert response.status_code == 200
