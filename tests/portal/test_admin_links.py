"""Every link from the admin to the public site leads somewhere."""

import re
from html import unescape

import pytest
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import querydict_from_html
from wagtail.users.models import UserProfile

from content.models import BasePage

pytestmark = pytest.mark.django_db

# An address of ours that begins with a language, in an attribute or in the data of a script.
PUBLIC_LINK = re.compile(
    r"""["'](?:https?://(?:127\.0\.0\.1|localhost|testserver)[:\d]*)?(/(?:id|en|jv)(?:-[a-z]+)?/[^"'\s<>\\]*)["']"""
)
MODELS = [model for model in get_page_models() if issubclass(model, BasePage) and model.is_creatable]


@pytest.fixture
def editor(admin_client, administrator):
    """Indonesian admins are in a variant of the language ("id-id") that no public address has."""
    UserProfile.objects.update_or_create(user=administrator, defaults={"preferred_language": "id-id"})
    return admin_client


def public_links(response):
    return set(PUBLIC_LINK.findall(unescape(response.content.decode())))


def assert_alive(client, links):
    dead = {link: status for link in sorted(links) if (status := client.get(link).status_code) != 200}
    assert dead == {}


def pages_of(model):
    """One published page of this type in each language."""
    for code in ("id", "en", "jv"):
        yield model.objects.live().filter(locale__language_code=code).exact_type(model).first()


def test_links_of_the_lists_and_reports(editor, client):
    addresses = [reverse("wagtailadmin_home"), reverse("wagtailadmin_explore_root")]
    addresses += [reverse("wagtailadmin_explore", args=[page.pk]) for page in Page.objects.filter(depth__in=[2, 3])]
    names = ["aging_pages", "site_history", "locked_pages", "workflow", "workflow_tasks"]
    addresses += [reverse(f"wagtailadmin_reports:{name}") for name in names]
    addresses += [reverse("overdue_pages"), reverse("wagtail_localize:translations_report")]
    addresses += [reverse("wagtailadmin_pages:search") + "?q=pantai"]
    links = set()
    for address in addresses:
        response = editor.get(address)
        assert response.status_code == 200, address
        links |= public_links(response)
    assert len(links) > 50
    assert_alive(client, links)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_links_of_the_editor_of_each_page_type(model, editor, client):
    links = set()
    for page in pages_of(model):
        for name in ("edit", "history", "usage"):
            links |= public_links(editor.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk])))
    assert links
    assert_alive(client, links)


def test_the_link_of_the_message_after_publishing(editor, client, page_at):
    page = page_at("id", "pantai-nampu")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = querydict_from_html(editor.get(address).content.decode(), form_id="page-edit-form")
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            data[f"{field.name}-count"] = "0"
    response = editor.post(address, data | {"action-publish": "1"}, follow=True)
    messages = re.findall(r'<div class="messages".*?</div>', response.content.decode(), re.DOTALL)
    links = set(PUBLIC_LINK.findall(unescape("".join(messages))))
    assert links == {"/id/destinasi/pantai-nampu/"}
    assert_alive(client, links)
