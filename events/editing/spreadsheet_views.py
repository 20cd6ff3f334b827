"""The pages of the table in the admin: take it out, look what it would change, bring it in."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.spreadsheets.uploads import FILE_TYPES, TableForm
from events.editing.permissions import adds_events, can_publish_events
from events.intake.spreadsheets.exporting import events_file, template_file
from events.intake.spreadsheets.importing import CHANGED, CREATED, UNCHANGED, counted
from events.intake.spreadsheets.kept import Gone, KeptImport
from events.intake.spreadsheets.tasks import bring_in_table, plan_table
from jobs.models import Job


class UploadForm(TableForm):
    """A filled-in table, and what becomes of its lines."""

    publish = forms.TypedChoiceField(
        label=gettext_lazy("New and changed events"),
        choices=[("", gettext_lazy("are saved as drafts")), ("1", gettext_lazy("are published at once"))],
        coerce=bool,
        required=False,
        empty_value=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if not can_publish_events(user):
            del self.fields["publish"]


@never_cache
@adds_events
@require_safe
def download(request, what, extension):
    """All events, or the template, as a file."""
    if extension not in FILE_TYPES or what not in {"events", "template"}:
        raise Http404
    day = timezone.localdate()
    data, name = {
        "events": lambda: (events_file(extension), f"acara-{day}"),
        "template": lambda: (template_file(extension), "templat-acara"),
    }[what]()
    response = HttpResponse(data, content_type=FILE_TYPES[extension])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response


@never_cache
@adds_events
@require_http_methods(["GET", "HEAD", "POST"])
def spreadsheet(request):
    """Take the table out; or upload one, the next page shows what it would change."""
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = KeptImport.keep(
            file.read(),
            user=request.user.pk,
            filename=file.name[:100],
            publish=form.cleaned_data.get("publish", False),
            order=None,
            language=get_language(),
        )
        return _plan(kept)
    return render(request, "events/admin/spreadsheet.html", {"form": form, **_header()})


@never_cache
@adds_events
@require_POST
def choose_order(request):
    """Plan an uploaded table once more, now that the editor says whether the day or the month stands first."""
    try:
        kept = KeptImport.take(request.POST.get("token", ""), request.user)
    except Gone:
        return _back(request, _("The file is kept no longer. Upload it once more to see how things stand."))
    kept.asked["order"] = request.POST.get("order")
    return _plan(kept)


@never_cache
@adds_events
@require_safe
def planned(request, pk):
    """How far the dry run of a table is, then what the table would change."""
    job = _job(request, plan_table, pk, lambda args: args[2]["user"])
    filename, name, _asked = job.args_kwargs["args"]
    if not job.is_finished:
        return _progress(request, job, filename)
    if job.is_failed:
        return _back(request, job.reason)
    try:
        kept = KeptImport.read(name)
    except Gone:
        return _back(request, _brought_in_already())
    return _report(request, kept, kept.lines)


@never_cache
@adds_events
@require_POST
def apply_spreadsheet(request):
    """Have written what the dry run showed; the next page shows how far that is."""
    try:
        kept = KeptImport.take(request.POST.get("token", ""), request.user)
    except Gone:
        return _back(request, _brought_in_already())
    job = bring_in_table.enqueue(kept.asked["filename"], kept.name, request.user.pk)
    return redirect("event_spreadsheet:brought_in", job.id)


@never_cache
@adds_events
@require_safe
def brought_in(request, pk):
    """How far a table is, then what was changed."""
    job = _job(request, bring_in_table, pk, lambda args: args[2])
    filename, name = job.args_kwargs["args"][:2]
    if not job.is_finished:
        return _progress(request, job, filename)
    if job.is_failed:
        return _back(request, job.reason)
    try:
        kept = KeptImport.read(name, "taken")
    except Gone:
        return _back(request, _("The report of this table is kept no longer."))
    done = kept.done
    return _report(request, kept, [done[number] for number in sorted(done)], is_applied=True)


def _plan(kept):
    job = plan_table.enqueue(kept.asked["filename"], kept.name, kept.asked)
    return redirect("event_spreadsheet:planned", job.id)


def _job(request, task, pk, user_of):
    """A job that this person handed over."""
    job = get_object_or_404(Job.objects.of(task).select_related("told"), pk=pk)
    if user_of(job.args_kwargs["args"]) != request.user.pk:
        raise Http404
    return job


def _progress(request, job, filename):
    return render(request, "events/admin/spreadsheet_progress.html", {"job": job, **_header("", filename)})


def _back(request, reason):
    messages.error(request, reason)
    return redirect("event_spreadsheet:index")


def _brought_in_already():
    return _(
        "This file has been brought in already, or is kept no longer. Upload it once more to see how things stand."
    )


def _header(title="", filename=""):
    """What Wagtail's header shows: the way here, and the title."""
    trail = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if title:
        trail.append({"url": reverse("event_spreadsheet:index"), "label": _("Events as a table")})
    trail.append({"url": "", "label": title or _("Events as a table"), "sublabel": filename})
    return {"header_title": title or _("Events as a table"), "header_icon": "table", "breadcrumbs_items": trail}


def _report(request, kept, lines, is_applied=False):
    counts, asks_order = counted(lines), kept.shown["asks_order"]
    return render(
        request,
        "events/admin/spreadsheet_report.html",
        {
            "kept": kept,
            "told": [line for line in lines if line.outcome != UNCHANGED or line.notes],
            "unknown": kept.shown["unknown"],
            "counts": counts,
            "is_applied": is_applied,
            "asks_order": asks_order,
            "has_work": not is_applied and not asks_order and (counts[CREATED] or counts[CHANGED]),
            **_header(_("What was changed") if is_applied else _("What would change"), kept.asked["filename"]),
        },
    )
