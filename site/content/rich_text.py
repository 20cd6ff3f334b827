"""Links inside text: to the page of the reader's language, without a query once the page is known."""

from django.db.models import Q
from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from content.publishing import until_published
from content.querysets import VisitorQuerySet


class VisitorPageLinkHandler(PageLinkHandler):
    """Wagtail's handler asks three times for every link; this one asks once for all and keeps the answers."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        addresses = page_addresses({attrs["id"] for attrs in attrs_list if attrs.get("id", "").isdigit()})
        return [
            f'<a href="{escape(address)}">' if (address := addresses.get(attrs.get("id"))) else "<a>"
            for attrs in attrs_list
        ]


def page_addresses(ids):
    """``{id: address}`` of public pages in the active language, else in their own; kept until the next publishing."""
    known = _known_addresses(get_language())
    if missing := ids - known.keys():
        known.update(_find_addresses(missing))
    return {pk: known[pk] for pk in ids}


@until_published
def _known_addresses(language):
    """What this process has found so far; it grows by what is asked."""
    return {}


def _find_addresses(ids):
    sources = Page.objects.filter(pk__in=ids).values_list("pk", "translation_key")
    keys = {str(pk): translation_key for pk, translation_key in sources}
    pages = (
        VisitorQuerySet(Page)
        .for_visitors()
        .filter(Q(pk__in=ids) | Q(translation_key__in=keys.values(), locale__language_code=get_language()))
        .select_related("locale")
    )
    by_pk, by_key = {}, {}
    for page in pages:
        by_pk[str(page.pk)] = page
        if page.locale.language_code == get_language():
            by_key[page.translation_key] = page
    found = {pk: by_key.get(keys.get(pk)) or by_pk.get(pk) for pk in ids}
    return {pk: page.url if page else "" for pk, page in found.items()}
