"""The words of translations: what a human wrote stays until a human renews it.

wagtail-localize keeps each sentence of a source page with its translation, at its place on the page. Publishing the
source reads its sentences again. Where one has changed, the old translation stands for the new sentence from then
on, and is marked as behind; what is new altogether waits for its translator.
"""

from collections import defaultdict
from difflib import SequenceMatcher

from bs4 import BeautifulSoup
from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from content.models import BehindTranslation, UntranslatedParts
from content.translating.shared_values import align, translations_of

# The address of a translation need not follow that of its source.
NEVER_BEHIND = {"slug"}


def keep_words(instance, **kwargs):
    """A page was published: note what is behind in its translations, and what it shows untranslated (signal receiver)."""
    page = instance.specific
    if page.alias_of_id:
        return
    if page.locale.language_code == settings.LANGUAGE_CODE:
        read_source_again(page)
        for translation in translations_of(page):
            note_untranslated(translation, only_rows=True)
    else:
        note_untranslated(page)


def read_source_again(instance, **kwargs):
    """Take the sentences of a source as they are now (signal receiver for rows without drafts)."""
    source = TranslationSource.objects.get_for_instance_or_none(instance)
    if source is None or source.locale_id != instance.locale_id:
        return
    before = _sentences(source)
    source.update_from_db()
    after = _sentences(source)
    for locale in source.translations.values_list("target_locale", flat=True):
        _carry_over(source, locale, before, after)
    _empty_in_translations(source, instance, before.keys() - after.keys())


def _sentences(source):
    """``{context: [string id, ...]}`` in the order of the page; the paragraphs of one text share their context."""
    found = defaultdict(list)
    for segment in source.stringsegment_set.select_related("context").order_by("order"):
        found[segment.context].append(segment.string_id)
    return found


def _carry_over(source, locale_id, before, after):
    written = StringTranslation.objects.filter(context__object_id=source.object_id, locale=locale_id)
    present = {(row.context_id, row.translation_of_id): row for row in written.select_related("behind")}
    for context, strings in after.items():
        for old, new in _replaced(before.get(context, []), strings):
            row = present.get((context.pk, old))
            if row and not row.has_error and (context.pk, new) not in present:
                _let_stand(row, new, is_behind=context.path not in NEVER_BEHIND)


def _replaced(before, after):
    """Pairs (old, new) of the strings that stand where others stood."""
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, before, after, False).get_opcodes():
        if kind == "replace":
            yield from zip(before[from_old:to_old], after[from_new:to_new], strict=False)


def _let_stand(row, string_id, is_behind):
    """Use a translation for another sentence than it was written for."""
    behind = getattr(row, "behind", None)
    written_for = behind.written_for_id if behind else row.translation_of_id
    row.pk, row.translation_of_id = None, string_id
    row._state.adding, row._state.fields_cache = True, {}
    row.data = _with_links_of(row.translation_of.data, row.data)
    row.save()
    if is_behind:
        BehindTranslation.objects.create(translation=row, written_for_id=written_for)


def _with_links_of(source, translation):
    """The translation without links that the source no longer has: they would lead nowhere."""
    known = {link.get("id") for link in BeautifulSoup(source, "html.parser").find_all("a")}
    html = BeautifulSoup(translation, "html.parser")
    lost = [link for link in html.find_all("a") if link.get("id") not in known]
    for link in lost:
        link.unwrap()
    return str(html) if lost else translation


def _empty_in_translations(source, instance, gone):
    """What the source no longer says at all, no translation says either."""
    fields = [instance._meta.get_field(context.path) for context in gone if "." not in context.path]
    fields = [field for field in fields if getattr(instance, field.attname) == ""]
    if fields and hasattr(instance, "alias_of"):
        for translation in translations_of(instance):
            align(instance, translation, fields)


def renewed(instance, created, **kwargs):
    """Somebody has written a translation again: it is no longer behind (signal receiver)."""
    if not created:
        BehindTranslation.objects.filter(translation=instance).delete()


def note_untranslated(page, only_rows=False):
    """Remember what a translation shows in the source language; `only_rows`: in rows that it has only now got."""
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    missing = untranslated_segments(translation).values_list("context__path", flat=True) if translation else []
    paths = {path for path in missing if path not in NEVER_BEHIND}
    if only_rows:
        kept = UntranslatedParts.objects.filter(page=page.pk).values_list("paths", flat=True).first() or []
        relations = {field.name for field in page._meta.related_objects}
        paths = {path for path in paths if path.split(".")[0] in relations} | set(kept)
    if paths:
        UntranslatedParts.objects.update_or_create(page_id=page.pk, defaults={"paths": sorted(paths)})
    else:
        UntranslatedParts.objects.filter(page=page.pk).delete()


def untranslated_segments(translation):
    """The sentences of the source that have no translation."""
    segments = translation.source.stringsegment_set.annotate_translation(translation.target_locale_id)
    return segments.filter(translation=None)


def why_behind(translation):
    """``{segment id: sentence}`` of what is behind in a Translation, for its editor."""
    rows = BehindTranslation.objects.filter(
        translation__context__object_id=translation.source.object_id,
        translation__locale=translation.target_locale_id,
    ).select_related("translation", "written_for")
    behind = {(row.translation.translation_of_id, row.translation.context_id): row.written_for.data for row in rows}
    return {
        segment: _(
            "The Indonesian text has changed since. It was: “%(old)s” "
            "See whether this translation is still true, change it if need be, and save it."
        )
        % {"old": strip_tags(behind[string, context])}
        for segment, string, context in translation.source.stringsegment_set.values_list("pk", "string", "context")
        if (string, context) in behind
    }
