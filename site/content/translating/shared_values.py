"""What is true once: the synchronised fields and rows, which a page shares with its translations.

The page in the source language says them; publishing it brings them to the translations at once, to what
visitors see and to the drafts. Words are never touched.
"""

from django.conf import settings
from django.db.models import ManyToOneRel
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, get_translatable_fields


def shared_fields(model):
    """The fields and child relations of a translatable model that are true once.

    Rows that have words of their own (an itinerary's stops) are shared as well: which there are, and their facts.
    """
    for translatable in get_translatable_fields(model):
        field = translatable.get_field(model)
        if isinstance(translatable, SynchronizedField) or isinstance(field, ManyToOneRel):
            yield field


def differences(source, translation, fields=None):
    """The shared fields (or those of `fields`) of which `translation` says something else than `source`."""
    fields = shared_fields(type(source)) if fields is None else fields
    return [field for field in fields if _value(source, field) != _value(translation, field)]


def copy_shared_values(source, translation, fields):
    """Set what `source` says on `translation`, which is not saved."""
    for field in fields:
        if isinstance(field, ManyToOneRel):
            _copy_rows(source, translation, field)
        else:
            setattr(translation, field.attname, getattr(source, field.attname))


def source_of(page):
    """The page whose shared values hold for `page`: the one in the source language, itself included, or None."""
    pages = type(page).objects.filter(translation_key=page.translation_key, alias_of=None)
    return pages.filter(locale__language_code=settings.LANGUAGE_CODE).first()


def translations_of(source):
    """The pages of other languages that have their own words; an alias follows by itself."""
    return type(source).objects.filter(translation_key=source.translation_key, alias_of=None).exclude(pk=source.pk)


def pages_with_translations(model):
    """Every source page of exactly this model that has translations with their own words."""
    translated = Page.objects.filter(alias_of=None).exclude(locale__language_code=settings.LANGUAGE_CODE)
    return (
        model.objects.exact_type(model)
        .filter(
            locale__language_code=settings.LANGUAGE_CODE,
            alias_of=None,
            translation_key__in=translated.values("translation_key"),
        )
        .order_by("path")
    )


def bring_to_translations(instance, **kwargs):
    """A page was published: it agrees with its source, and its translations agree with it (signal receiver)."""
    page = instance.specific
    source = None if page.alias_of_id else source_of(page)
    if source is None:
        return
    for translation in translations_of(source) if source.pk == page.pk else [page]:
        align(source, translation)


def bring_to_other_languages(instance, raw=False, **kwargs):
    """A row that has no drafts was saved in the source language (signal receiver of its post_save)."""
    if raw or instance.locale.language_code != settings.LANGUAGE_CODE:
        return
    values = {field.attname: getattr(instance, field.attname) for field in shared_fields(type(instance))}
    others = type(instance).objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk)
    others.update(**values)


def align(source, translation, fields=None):
    """Write the shared values of `source` (or `fields`) into a translation, as it is stored now, and into its drafts."""
    live = type(translation).objects.get(pk=translation.pk)
    if changed := differences(source, live, fields):
        copy_shared_values(source, live, changed)
        live.save(clean=False)
    for revision in _drafts(live):
        draft = revision.as_object()
        if changed := differences(source, draft, fields):
            copy_shared_values(source, draft, changed)
            said = draft.serializable_data()
            revision.content |= {field.name: said[field.name] for field in changed}
            revision.save(update_fields=["content"])


def differing(source, translation):
    """The shared fields that `align` would write, to the translation or to a draft of it."""
    drafts = [field for draft in _drafts(translation) for field in differences(source, draft.as_object())]
    return list(dict.fromkeys([*differences(source, translation), *drafts]))


def _drafts(page):
    """What may be published next: the newest revision, and one that waits for its day."""
    waiting = page.revisions.filter(approved_go_live_at__isnull=False)
    return page.revisions.filter(pk=page.latest_revision_id) | waiting


def _value(page, field):
    if not isinstance(field, ManyToOneRel):
        return getattr(page, field.attname)
    names = _row_attributes(field)
    return [[getattr(row, name) for name in names] for row in _rows(page, field)]


def _rows(page, relation):
    """The rows in their order; those of a draft come in the order in which they were written."""
    return sorted(getattr(page, relation.get_accessor_name()).all(), key=lambda row: getattr(row, "sort_order", 0) or 0)


def _row_attributes(relation):
    """The attributes of a row that are the same in every language. Of its number only the order counts."""
    model = relation.related_model
    if issubclass(model, TranslatableMixin):
        return ["translation_key", *(field.attname for field in shared_fields(model))]
    return [field.attname for field in _columns(relation) if field.name != "sort_order"]


def _columns(relation):
    """The fields of a row but its key and the page it belongs to."""
    own = {relation.related_model._meta.pk, relation.field}
    return [field for field in relation.related_model._meta.concrete_fields if field not in own]


def _copy_rows(source, translation, relation):
    """The rows that the source has; one with translated words keeps them, a new one has the source's."""
    model, rows = relation.related_model, []
    has_words = issubclass(model, TranslatableMixin)
    present = {row.translation_key: row for row in _rows(translation, relation)} if has_words else {}
    for theirs in _rows(source, relation):
        row = present.get(theirs.translation_key) if has_words else None
        if row is None:
            row = model(**{field.attname: getattr(theirs, field.attname) for field in _columns(relation)})
        if has_words:
            row.locale_id, row.sort_order = translation.locale_id, theirs.sort_order
            copy_shared_values(theirs, row, shared_fields(model))
        rows.append(row)
    getattr(translation, relation.get_accessor_name()).set(rows)
