"""What happens to a page that is taken away: its translations go with it, and its address says that it is gone."""

from django.conf import settings
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from content.models import WithdrawnAddress


def translations_in_step(page):
    """The pages that show `page` in other languages and are to go where it goes: those of a source page."""
    if page.locale.language_code != settings.LANGUAGE_CODE:
        return Page.objects.none()
    return page.get_translations()


def unpublish_translations(request, page):
    """Unpublish in the other languages what an editor has just unpublished, if the box was left ticked."""
    if "also_translations" in request.POST:
        for translation in translations_in_step(page).live().specific():
            action = UnpublishPageAction(
                translation, user=request.user, include_descendants="include_descendants" in request.POST
            )
            action.execute(skip_permission_checks=True)


def remember_address(instance, **kwargs):
    """Note where a page stood that visitors could read and that is deleted now (signal receiver)."""
    if instance.first_published_at:
        WithdrawnAddress.objects.get_or_create(url_path=instance.url_path)


def is_withdrawn(url_path):
    """Whether visitors could once read a page at this path of the tree, asked when none is shown there now."""
    page = Page.objects.filter(url_path=url_path).only("first_published_at").first()
    if page:
        return page.first_published_at is not None
    return WithdrawnAddress.objects.filter(url_path=url_path).exists()
