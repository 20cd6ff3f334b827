"""What a translator wrote stays until somebody renews it; what nobody translated says in which language it is."""

import json
import re
from html import unescape

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from content.models import BehindTranslation

pytestmark = pytest.mark.django_db

REPORT = reverse("wagtail_localize:translations_report")


@pytest.fixture
def source(page_at):
    return page_at("id", "pantai-nampu")


@pytest.fixture
def publish(admin_client, django_capture_on_commit_callbacks):
    """Publish a translation as its editor does."""

    def publish_translation(page):
        with django_capture_on_commit_callbacks(execute=True):
            admin_client.post(edit_address(page), {"action": "publish"})

    return publish_translation


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def republish(page, **values):
    page = type(page).objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def in_english(page):
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code="en")


def told(client, page):
    """What the translator is told beside the sentences of a page."""
    html = client.get(edit_address(page)).content.decode()
    data = json.loads(unescape(re.search(r'data-props="([^"]*)"', html)[1]))
    return [shown["error"] for shown in data["initialStringTranslations"] if shown["error"]]


def state(client, page):
    html = client.get(REPORT, {"source_title": page.title, "target_locale": "en"}).content.decode()
    return re.findall(r"<td>([^<]*)</td>\s*</tr>", html)


def test_english_words_stay_when_the_indonesian_ones_change(source, publish, client):
    before = in_english(source).summary
    republish(source, summary="Teluk kecil yang sepi.")
    publish(in_english(source))
    assert in_english(source).summary == before
    assert before in client.get(in_english(source).url).content.decode()


def test_the_translator_sees_what_is_behind_with_what_it_was_written_for(source, admin_client):
    was = source.summary
    assert told(admin_client, in_english(source)) == []
    assert state(admin_client, source) == ["Mutakhir"]
    republish(source, summary="Teluk kecil yang sepi.")
    republish(source, summary="Teluk kecil yang sangat sepi.")
    [sentence] = told(admin_client, in_english(source))
    assert was in sentence
    assert state(admin_client, source) == ["1 tertinggal"]


def test_a_sentence_that_was_saved_again_is_no_longer_behind(source, admin_client):
    republish(source, summary="Teluk kecil yang sepi.")
    row = BehindTranslation.objects.get(translation__locale__language_code="en").translation
    row.data = "A small, lonely bay."
    row.save()
    assert told(admin_client, in_english(source)) == []


def test_a_sentence_as_it_was_before_has_its_old_translation_again(source, admin_client):
    was, english = source.summary, in_english(source).summary
    republish(source, summary="Teluk kecil yang sepi.")
    republish(source, summary=was)
    assert told(admin_client, in_english(source)) == []
    assert StringTranslation.objects.filter(translation_of__data=was, data=english).exists()


def test_one_paragraph_that_changed_leaves_the_others_as_they_are(source, publish, admin_client):
    block = next(block for block in source.body if block.block_type == "text")
    paragraphs = re.findall(r"<p[^>]*>.*?</p>", block.value.source)
    english = next(block for block in in_english(source).body if block.block_type == "text").value.source
    data = source.body.get_prep_value()
    data[source.body.raw_data.index(next(raw for raw in source.body.raw_data if raw["id"] == block.id))]["value"] = (
        block.value.source.replace(paragraphs[0], '<p data-block-key="first">Kalimat yang baru sama sekali.</p>')
    )
    republish(source, body=json.dumps(data))
    publish(in_english(source))
    now = next(block for block in in_english(source).body if block.block_type == "text").value.source
    assert re.sub(r' data-block-key="\w*"', "", now) == re.sub(r' data-block-key="\w*"', "", english)
    assert len(told(admin_client, in_english(source))) == 1


def test_what_nobody_translated_is_shown_in_indonesian_and_says_so(source, publish, client, admin_client):
    data = [*source.body.get_prep_value(), {"type": "quote", "value": {"text": "Airnya dingin.", "source": "Warga"}}]
    republish(source, body=json.dumps(data))
    html = client.get(in_english(source).url).content.decode()
    assert "Airnya dingin." not in html
    assert "not yet translated" not in html
    assert state(admin_client, source) == ["2 belum diterjemahkan"]
    publish(in_english(source))
    html = client.get(in_english(source).url).content.decode()
    assert re.search(r'<div class="block-quote" lang="id">.*Airnya dingin\.', html, re.DOTALL)
    assert "not yet translated" in html


def test_what_the_source_no_longer_says_no_translation_says(source):
    republish(source, safety_reason="Jangan berenang.")
    translation = Translation.objects.get(source__object_id=source.translation_key, target_locale__language_code="en")
    segment = translation.source.stringsegment_set.get(context__path="safety_reason")
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={"data": "Do not swim."},
    )
    translation.source.create_or_update_translation(translation.target_locale, publish=False, fallback=True)
    in_english(source).get_latest_revision().publish()
    assert in_english(source).safety_reason == "Do not swim."
    republish(source, safety_reason="")
    assert in_english(source).safety_reason == ""


def test_a_source_that_was_published_is_read_again_at_once(source):
    republish(source, summary="Teluk kecil yang sepi.", contact_phone="12345")
    kept = TranslationSource.objects.get_for_instance(source).as_instance()
    assert (kept.summary, kept.contact_phone) == ("Teluk kecil yang sepi.", "12345")
