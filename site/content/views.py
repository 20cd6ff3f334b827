"""Reports and files for editors, and many photos at once."""

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.views.reports import PageReportView
from wagtail.images.views.multiple import CreateFromUploadedImageView
from wagtail.models import Page, get_page_models
from wagtail.permissions import policy_registry

from content.files.photos import pictures_later
from content.models import BasePage, Photo, PhotoRendition


@require_safe
def photo_file(request, name):
    """An original, or a picture of a private photo, for who may work with photos of its collection."""
    rendition = PhotoRendition.objects.filter(file=name).select_related("image__collection").first()
    photo = rendition.image if rendition else Photo.objects.filter(file=name).select_related("collection").first()
    if not photo or not default_storage.exists(name):
        raise Http404
    policy = policy_registry.get_by_type(Photo)
    if not policy.user_has_any_permission_for_instance(request.user, ["add", "change", "delete", "choose"], photo):
        raise PermissionDenied
    return FileResponse(default_storage.open(name))


class OverduePagesView(PageReportView):
    """Pages whose "check again by" has passed: somebody should look whether they are still true."""

    page_title = _("To be checked again")
    header_icon = "history"
    index_url_name = "overdue_pages"
    index_results_url_name = "overdue_pages_results"
    any_permission_required = ["add", "change", "publish"]

    def get_queryset(self):
        today = timezone.localdate()
        overdue = []
        for model in get_page_models():
            if issubclass(model, BasePage):
                overdue += model.objects.filter(review_by__lt=today, alias_of=None).values_list("pk", flat=True)
        return Page.objects.filter(pk__in=set(overdue)).order_by("latest_revision_created_at")


class UploadedPhotoView(CreateFromUploadedImageView):
    """One of many photos that were uploaded at once: it waits for no encoder."""

    def save_object(self, form):
        with pictures_later():
            super().save_object(form)
