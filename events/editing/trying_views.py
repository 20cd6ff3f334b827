"""Try a file or an address: what the readers make of it, before anybody takes it. Nothing is written."""

from pathlib import Path, PurePath

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from content.files.private_files import private_storage
from events.editing.permissions import adds_events
from events.intake.tasks import FOLDER, try_out
from fetching.fetch import LARGEST
from jobs.models import Job


class TryForm(forms.Form):
    """A file, or the address of one."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A calendar (.ics), a feed (RSS, Atom), JSON or a table (.xlsx, .csv), at most 5 MB."),
        required=False,
    )
    address = forms.URLField(label=gettext_lazy("Or an address"), required=False, assume_scheme="https")

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("file")) == bool(cleaned.get("address")):
            raise forms.ValidationError(_("Give either a file or an address."))
        return cleaned

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than %(size)s MB.") % {"size": LARGEST // 1024**2})
        return file


@never_cache
@adds_events
@require_http_methods(["GET", "HEAD", "POST"])
def try_file_or_address(request):
    """Give a file or an address; the next page shows what it is read as."""
    form = TryForm(request.POST, request.FILES) if request.method == "POST" else TryForm()
    if form.is_bound and form.is_valid():
        file, name = form.cleaned_data["file"], ""
        if file:
            name = _keep(file)
        job = try_out.enqueue(name, form.cleaned_data["address"], request.user.pk, get_language())
        return redirect("event_try:tried", job.id)
    return render(request, "events/admin/try.html", {"form": form, **_header()})


@never_cache
@adds_events
@require_safe
def tried(request, pk):
    """What a file or an address was read as, once the job has read it."""
    job = get_object_or_404(Job.objects.of(try_out).select_related("told"), pk=pk)
    if job.args_kwargs["args"][2] != request.user.pk:
        raise Http404
    if not job.is_finished:
        return render(request, "events/admin/spreadsheet_progress.html", {"job": job, **_header()})
    found = None if job.is_failed else job.return_value
    return render(request, "events/admin/tried.html", {"found": found, "reason": job.reason, **_header()})


def _keep(file):
    name = get_random_string(24) + PurePath(file.name).suffix[:8].lower()
    path = Path(private_storage().path(f"{FOLDER}/{name}"))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(file.read())
    path.chmod(0o600)
    return name


def _header():
    title = _("Try a file or an address")
    trail = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}]
    return {"header_title": title, "header_icon": "view", "breadcrumbs_items": trail}
