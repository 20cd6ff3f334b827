from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.signals import page_published
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from content.autosaved import go_on_with_the_draft
from content.files.photos import place_photos
from content.models import BasePage
from content.rich_text import VisitorPageLinkHandler
from content.translating.translation_report import TranslationStatesView
from content.views import OverduePagesView, UploadedPhotoView, photo_file
from content.withdrawal import translations_in_step, unpublish_translations


@hooks.register("insert_global_admin_css")
def admin_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/admin.css"))


@hooks.register("register_rich_text_features", order=10)
def links_for_visitors(features):
    features.register_link_type(VisitorPageLinkHandler)


@hooks.register("register_admin_urls", order=-1)
def addresses():
    return [
        # In place of Wagtail's own: hence this hook comes before all others.
        path("images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/", UploadedPhotoView.as_view()),
        path("photo-files/<path:name>", photo_file, name="photo_file"),
        path("reports/overdue/", OverduePagesView.as_view(), name="overdue_pages"),
        path("reports/overdue/results/", OverduePagesView.as_view(results_only=True), name="overdue_pages_results"),
    ]


@hooks.register("register_admin_urls", order=-1)
def translation_report_addresses():
    """Before wagtail-localize's own report, at its addresses."""
    return [
        path("localize/reports/translations/", TranslationStatesView.as_view()),
        path("localize/reports/translations/results/", TranslationStatesView.as_view(results_only=True)),
    ]


@hooks.register("register_reports_menu_item")
def overdue_menu_item():
    return MenuItem(
        OverduePagesView.page_title, reverse("overdue_pages"), icon_name=OverduePagesView.header_icon, order=900
    )


@hooks.register("after_bulk_action")
def place_moved_photos(request, action_type, objects, action_class_instance):
    """Moving photos to another collection together saves none of them."""
    if action_type == "add_to_collection":
        place_photos()


# wagtail-localize's buttons ask four times for each row of a list. They stay in the menu of the page itself.
hooks._hooks["register_page_listing_more_buttons"].remove((page_listing_more_buttons, 0))

hooks.register("before_create_page", go_on_with_the_draft)


@hooks.register("after_create_page", order=1)
def tell_of_aliases(request, page):
    """What stands for a new page in the other languages comes after its publishing: whoever keeps lists is told."""
    for alias in page.aliases.filter(live=True).specific():
        page_published.send(sender=type(alias), instance=alias, revision=page.live_revision, alias=True)


hooks.register("after_unpublish_page", unpublish_translations)


@hooks.register("construct_translated_pages_to_cascade_actions")
def move_and_delete_in_every_language(pages, action):
    """Unpublishing asks; moving and deleting a source page always takes its translations along."""
    return {page: translations_in_step(page) for page in pages} if action in {"move", "delete"} else {}


@hooks.register("before_publish_page")
def refuse_unfinished(request, page):
    """The last gate for ways of publishing that pass no page form."""
    return _refusal(request, [page])


@hooks.register("before_bulk_action")
def refuse_unfinished_in_bulk(request, action_type, objects, action_class_instance):
    if action_type == "publish":
        return _refusal(request, [page.get_latest_revision_as_object() for page in objects])
    return None


def _refusal(request, pages):
    """Back to the editor with a sentence for each problem, or None when all pages may be published."""
    unfinished = [(page, list(page.publishing_problems())) for page in pages if isinstance(page, BasePage)]
    unfinished = [(page, problems) for page, problems in unfinished if problems]
    for page, problems in unfinished:
        for _field, sentence in problems:
            messages.error(
                request, _("“%(title)s” was not published. %(problem)s") % {"title": page.title, "problem": sentence}
            )
    return redirect("wagtailadmin_pages:edit", unfinished[0][0].pk) if unfinished else None
