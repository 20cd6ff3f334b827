"""The documents of the search: written when a page is published or what is known of it changes."""

from django.conf import settings
from django.utils import translation
from wagtail.models import Page
from wagtail.search.index import SearchField

from content.querysets import VisitorQuerySet
from facts.models import facts_about
from places.kinds import PlaceKind
from places.models import Facility, PlacePage
from portal.search.kinds import kind_of
from portal.search.language import stems, words_of
from portal.search.models import SearchDocument

IN_OTHER_COLUMNS = {"title", "summary"}
WORDS_AT_MOST = 3000
AREA = "xarea"


def keep_documents(instance, **kwargs):
    """Write the documents of a page in all its languages, as far as they are published (signal receiver)."""
    keep_documents_of({instance.translation_key})


def keep_new_document(instance, created=False, **kwargs):
    """Write the document of a page that is public from its first moment: an alias is never published (signal receiver)."""
    if created and isinstance(instance, Page) and instance.live and type(instance) is not Page:
        write_documents([instance])


def keep_documents_of(keys, **kwargs):
    """Write the documents of the pages with these translation keys (signal receiver)."""
    pages = Page.objects.filter(translation_key__in=keys)
    forget_documents(pages.filter(live=False))
    write_documents(pages.filter(live=True))


def make_missing(**kwargs):
    """Write all documents where none is kept yet, as after an upgrade (signal receiver)."""
    if not SearchDocument.objects.exists():
        rewrite_all()


def write_documents(pages):
    """Write the documents of these published pages anew (any Pages; loaded as what they are)."""
    pages = list(VisitorQuerySet(Page).filter(pk__in=[page.pk for page in pages]).select_related("locale").specific())
    names = _names_of(pages)
    for page in pages:
        if page.depth > 2:
            SearchDocument.objects.update_or_create(page_id=page.pk, defaults=_document(page, names))


def forget_documents(pages):
    """Take these pages out of the search."""
    SearchDocument.objects.filter(page__in=[page.pk for page in pages]).delete()


def rewrite_all():
    """Write every document anew; returns how many there are."""
    live = VisitorQuerySet(Page).for_visitors().filter(depth__gt=2)
    SearchDocument.objects.exclude(page__in=live.values("pk")).delete()
    pks = list(live.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), 200):
        write_documents([Page(pk=pk) for pk in pks[start : start + 200]])
    return len(pks)


def _names_of(pages):
    """``{translation key: titles in all languages}``."""
    keys = {page.translation_key for page in pages}
    names = {}
    for key, title in Page.objects.filter(translation_key__in=keys).values_list("translation_key", "title"):
        names.setdefault(key, set()).add(title)
    return names


def _document(page, names):
    language = page.locale.language_code
    facts = facts_about(page.translation_key)
    keywords = " ".join([*_labels(page), *sorted(names[page.translation_key])])
    return {
        "language": language,
        "kind": kind_of(type(page)),
        "title": stems(page.title, language),
        "keywords": stems(keywords, language),
        "summary": stems(getattr(page, "summary", ""), language),
        "text": stems(" ".join([*_texts(page), *(fact.value for fact in facts)]), language)[: WORDS_AT_MOST * 8],
        "marks": " ".join(_marks(page)),
    }


def _labels(page):
    """What a page is and where, in the words of every language: an English word finds an Indonesian page."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield str(page.kind_label) if hasattr(page, "kind_label") else ""
            if isinstance(page, PlacePage):
                yield from (str(facility.label) for facility in Facility if getattr(page, facility.field))
                if page.kind in PlaceKind.values and PlaceKind(page.kind).group:
                    yield str(PlaceKind(page.kind).group.label)
            if hasattr(page, "get_category_display"):
                yield str(page.get_category_display())
            if hasattr(page, "get_topic_display"):
                yield str(page.get_topic_display())
    for name in ("area_label", "address", "district_and_regency", "place_text", "aksara"):
        value = getattr(page, name, "")
        yield str(value() if callable(value) else value or "")


def _texts(page):
    for field in page.get_search_fields():
        if isinstance(field, SearchField) and field.field_name not in IN_OTHER_COLUMNS:
            value = field.get_value(page)
            yield " ".join(map(str, value)) if isinstance(value, list | tuple | set) else str(value or "")


def _marks(page):
    """What filters ask for, see portal.search.filters."""
    place = page
    if not isinstance(page, PlacePage):
        venue = PlacePage.objects.filter(pk=getattr(page, "venue_id", None))
        place = venue.select_related("district").first()
    if getattr(page, "is_free", None):
        yield "xfree"
    if place is not None:
        yield from (f"x{facility.value.replace('_', '')}" for facility in Facility if getattr(place, facility.field))
        if place.wheelchair in {PlacePage.Wheelchair.YES, PlacePage.Wheelchair.PARTLY}:
            yield "xwheelchair"
        if place.swimming == PlacePage.Swimming.YES:
            yield "xswimming"
        if place.district:
            yield area_mark(place.district.name)
    regency = getattr(page, "regency", "") or getattr(place, "regency", "")
    if regency:
        yield area_mark(regency)


def area_mark(name):
    """The mark of a district or regency."""
    return AREA + "".join(words_of(name))
