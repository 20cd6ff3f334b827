"""What is true once is true in every language: publishing the Indonesian page brings it to the others at once."""

from datetime import time, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import models
from django.utils import timezone
from wagtail.models import Locale, Page, get_page_models

from accounts.models import Organisation
from content.models import BasePage
from content.translating.shared_values import differences, shared_fields, source_of
from geopark.models import GeositePage
from places.models import OpeningHours, PlacePage, Safety
from promotion.models import PartnerLink
from tourism.models import ItineraryPage

pytestmark = pytest.mark.django_db

# Computed from the point on the map when a place is saved.
COMPUTED = {"district", "regency", "stated_district"}
MODELS = [model for model in get_page_models() if issubclass(model, BasePage) and model.is_creatable]


def republish(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(clean=False).publish()


def in_language(page, code):
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code=code)


def translated(model):
    """A published Indonesian page of this type that has English and Javanese words."""
    page = model.objects.live().filter(locale__language_code="id", alias_of=None).exact_type(model).first()
    for code in ("en", "jv"):
        locale = Locale.objects.get(language_code=code)
        translation = page.get_translation_or_none(locale)
        if translation is None:
            translation = page.copy_for_translation(locale, copy_parents=True)
        translation = translation.specific
        translation.alias_of = None
        translation.title = f"Words in {code}"
        translation.save(clean=False)
        translation.save_revision(clean=False).publish()
    return page


def another_value(field, value):
    """Something that the field may hold and does not hold now."""
    if field.choices:
        return next(choice for choice, _label in field.flatchoices if choice not in {value, ""})
    if isinstance(field, models.ForeignKey):
        return field.related_model.objects.exclude(pk=value).values_list("pk", flat=True).first()
    match field:
        case models.BooleanField():
            return not value
        case models.DateTimeField():
            return timezone.now().replace(microsecond=0) + timedelta(days=9)
        case models.DateField():
            return timezone.localdate() + timedelta(days=9)
        case models.TimeField():
            return timezone.now().time().replace(hour=(value.hour + 1) % 24 if value else 3, microsecond=0)
        case models.DecimalField():
            return (value or Decimal(-8)) + Decimal("0.01")
        case models.IntegerField():
            return (value or 0) + 1
        case models.JSONField():
            return [*value, [1, 2]]
        case models.EmailField():
            return "desk@example.org"
        case models.CharField() | models.TextField():
            return "https://example.org/" if isinstance(field, models.URLField) else f"{value} x"
    raise AssertionError(f"This test knows no other value for {field!r}.")


def change_rows(page, relation):
    """One row less, the others with other facts."""
    rows = list(getattr(page, relation.get_accessor_name()).all())[1:]
    for row in rows:
        for field in shared_fields(type(row)) if hasattr(row, "translation_key") else ():
            setattr(row, field.attname, another_value(field, getattr(row, field.attname)))
    getattr(page, relation.get_accessor_name()).set(rows)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_shared_field_reaches_every_language_with_the_publishing(model, client):
    page = translated(model)
    before = {}
    for field in shared_fields(model):
        if isinstance(field, models.ManyToOneRel):
            change_rows(page, field)
        elif field.name not in COMPUTED:
            before[field.name] = getattr(page, field.attname)
            setattr(page, field.attname, another_value(field, before[field.name]))
    page.save_revision(clean=False).publish()
    page = model.objects.get(pk=page.pk)
    for code in ("en", "jv"):
        translation = in_language(page, code)
        assert differences(page, translation) == []
        assert differences(page, translation.get_latest_revision_as_object()) == []
        for name, value in before.items():
            assert getattr(translation, model._meta.get_field(name).attname) != value, name
        assert translation.title == f"Words in {code}"
        response = client.get(translation.url)
        assert response.status_code == 200
        assert f"Words in {code}" in response.content.decode()


def test_a_closed_geosite_is_closed_in_english_with_the_publishing(client):
    geosite = translated(GeositePage)
    english = in_language(geosite, "en")
    assert "Closed" not in client.get(english.url).content.decode()
    republish(geosite, safety_state=Safety.CLOSED, safety_reason="Longsor menutup jalan masuk.")
    assert "Closed" in client.get(english.url).content.decode()


def test_words_and_drafts_of_a_translator_stay_as_they_are(page_at):
    place = page_at("id", "pantai-nampu")
    english = in_language(place, "en")
    summary, published_at = english.summary, english.last_published_at
    english.summary = "A draft that nobody has agreed to yet."
    english.save_revision()
    republish(place, contact_phone="12345")
    english = in_language(place, "en")
    assert (english.summary, english.contact_phone) == (summary, "12345")
    assert english.last_published_at == published_at
    draft = english.get_latest_revision_as_object()
    assert (draft.summary, draft.contact_phone) == ("A draft that nobody has agreed to yet.", "12345")


def test_publishing_an_old_draft_does_not_bring_an_old_price_back(page_at):
    place = page_at("id", "pantai-nampu")
    english = in_language(place, "en")
    english.contact_phone = "5000"
    old = english.save_revision()
    english.save_revision()
    republish(place, contact_phone="12345")
    old.publish()
    assert in_language(place, "en").contact_phone == "12345"


def test_a_scheduled_translation_gets_the_price_of_its_day(page_at):
    place = page_at("id", "pantai-nampu")
    english = in_language(place, "en")
    english.go_live_at = timezone.now() + timedelta(days=2)
    waiting = english.save_revision()
    waiting.publish()
    english.save_revision()
    republish(place, contact_phone="12345")
    waiting.refresh_from_db()
    assert waiting.content["contact_phone"] == "12345"


def test_opening_hours_are_the_same_in_every_language(page_at):
    place = page_at("id", "pantai-nampu")
    place.opening_hours = [OpeningHours(weekday=day, opens=time(8), closes=time(16)) for day in (5, 6)]
    republish(place)
    rows = in_language(place, "en").opening_hours.values_list("weekday", flat=True)
    assert list(rows) == [5, 6]
    written = set(in_language(place, "en").opening_hours.values_list("pk", flat=True))
    republish(place, contact_phone="12345")
    assert set(in_language(place, "en").opening_hours.values_list("pk", flat=True)) == written


def test_a_stop_that_is_left_out_is_left_out_in_every_language_and_the_others_keep_their_words():
    journey = ItineraryPage.objects.filter(locale__language_code="id").first()
    english = in_language(journey, "en")
    words = {stop.translation_key: stop.text for stop in english.stops.all()}
    first, *others = journey.stops.all()
    journey.stops = others
    republish(journey)
    left = {stop.translation_key: stop.text for stop in in_language(journey, "en").stops.all()}
    del words[first.translation_key]
    assert left == words


def test_a_publishing_that_fails_changes_no_language(page_at, monkeypatch):
    place = page_at("id", "pantai-nampu")
    phone = place.contact_phone
    place.contact_phone = "12345"
    revision = place.save_revision()
    monkeypatch.setattr(type(place), "update_aliases", lambda self, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        revision.publish()
    for code in ("id", "en", "jv"):
        assert in_language(place, code).contact_phone == phone


def test_a_page_without_an_indonesian_one_speaks_for_itself(page_at):
    english = in_language(page_at("id", "pantai-nampu"), "en")
    Page.objects.filter(pk=english.pk).update(translation_key="11111111-1111-1111-1111-111111111111")
    english.refresh_from_db()
    assert source_of(english) is None
    republish(english, contact_phone="777")
    english.refresh_from_db()
    assert english.contact_phone == "777"


def align(*arguments):
    output = StringIO()
    call_command("align_languages", *arguments, stdout=output)
    return output.getvalue()


def test_differences_of_old_are_told_and_mended_by_a_command(page_at):
    place = page_at("id", "pantai-nampu")
    PlacePage.objects.filter(pk=in_language(place, "en").pk).update(contact_phone="1", safety_state="closed")
    said = align("--dry-run")
    assert "Nampu (en): contact_phone, safety_state" in said
    assert in_language(place, "en").contact_phone == "1"
    align()
    assert in_language(place, "en").contact_phone == place.contact_phone
    assert "0 translations" in align("--dry-run")


def test_a_partner_link_ends_on_the_same_day_in_every_language():
    link = PartnerLink.objects.filter(locale__language_code="id").first()
    link.ends_on, link.organisation = timezone.localdate(), Organisation.objects.first()
    link.save()
    for other in PartnerLink.objects.filter(translation_key=link.translation_key):
        assert (other.ends_on, other.organisation_id) == (link.ends_on, link.organisation_id)
