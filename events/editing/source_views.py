"""What editors do with the calendars of other offices: register, pull, upload a file, read the report."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from events.editing.permissions import publishes_events
from events.intake.federation.page_values import field_label
from events.intake.federation.tasks import look_through_upload, pull_calendar, take_upload
from events.models import EventSource, UploadedCalendar
from fetching.fetch import LARGEST
from jobs.declaring import enqueue_once
from jobs.models import Job

ACTIONS = {
    "new": gettext_lazy("New draft"),
    "changed": gettext_lazy("Changed: new draft"),
    "unchanged": gettext_lazy("Unchanged"),
    "skipped": gettext_lazy("Left out"),
    "left_alone": gettext_lazy("Left alone"),
    "failed": gettext_lazy("Failed"),
}


class UploadForm(forms.Form):
    """A calendar file of a source."""

    file = forms.FileField(
        label=gettext_lazy("Calendar file"),
        help_text=gettext_lazy(
            "iCalendar (.ics), RSS, Atom or JSON, at most 5 MB. You see a report before anything is taken."
        ),
        widget=forms.FileInput({"accept": ".ics,.ical,.ifb,.xml,.rss,.atom,.json,text/calendar"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than %(size)s MB.") % {"size": LARGEST // 1024**2})
        return file


class SourceIndexView(generic.IndexView):
    """The registered calendars and how they do."""

    page_title = gettext_lazy("Sources of events")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("organisation").defer("last_report")

    @cached_property
    def columns(self):
        return [
            TitleColumn("name", label=_("Name"), get_url=source_address, sort_key="name"),
            Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
            DateColumn("last_success_at", label=_("Last read"), sort_key="last_success_at"),
            Column("state", label=_("State"), accessor=source_state),
        ]


def source_address(source):
    return reverse("event_sources:inspect", args=[source.pk])


def source_state(source):
    """In a few words how a source does."""
    if source.misses:
        return _("Cannot be read (%(number)s times in a row)") % {"number": source.misses}
    if not source.url:
        return _("Arrives as a file")
    if not source.is_active:
        return _("Switched off")
    return _("Is read by itself") if source.last_success_at else _("Not read yet")


class AddSourceView(generic.CreateView):
    """Register a calendar; the next step is to pull it or to upload a file."""

    def get_success_url(self):
        return source_address(self.object)


class SourceView(generic.InspectView):
    """One source with its last report, and what can be done with it."""

    page_title = gettext_lazy("Source of events")
    template_name = "events/admin/source.html"

    def get_context_data(self, **kwargs):
        source = self.object
        jobs = Job.objects.of(pull_calendar, source.pk) | Job.objects.of(take_upload, source.pk)
        job = jobs.select_related("told").first()
        return super().get_context_data(**kwargs) | {
            "source": source,
            "job": job,
            "outcome": outcome(job, source) if job and job.is_finished else "",
            "state": source_state(source),
            "report": readable(source.last_report),
            "upload_form": UploadForm(),
            "upload": UploadedCalendar.objects.filter(source=source).defer("body").first(),
            "number": source.events.exclude(event=None).count(),
            "may_import": self.user_has_permission("change"),
        }


def outcome(job, source):
    """What became of the last pull or file, in a sentence; empty where the source's own error says it."""
    if job.is_failed:
        return "" if source.last_error else job.reason
    if job.task_path == take_upload.module_path:
        return _("The events were taken. They are drafts: look at them and publish them.")
    if job.return_value is None:
        return _("“%(name)s” has not changed since it was last read.") % {"name": source}
    return _("“%(name)s” was read: %(new)s new drafts, %(changed)s changed. The report stands below.") % (
        {"name": source} | job.return_value
    )


@publishes_events
@require_POST
def pull_source(request, pk):
    """Have one source pulled now; its page shows how far that is."""
    source = get_object_or_404(EventSource.objects.exclude(url=""), pk=pk)
    enqueue_once(pull_calendar, source.pk, request.user.pk)
    return redirect(source_address(source))


@publishes_events
@require_POST
def upload_to_source(request, pk):
    """Keep a file until somebody has looked at what it would do."""
    source = get_object_or_404(EventSource, pk=pk)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        for error in form.errors["file"]:
            messages.error(request, error)
        return redirect(source_address(source))
    file = form.cleaned_data["file"]
    UploadedCalendar.objects.update_or_create(
        source=source,
        defaults={
            "file_name": file.name[-255:],
            "body": file.read(),
            "uploaded_at": timezone.now(),
            "uploaded_by": request.user,
        },
    )
    return redirect("event_source_upload", source.pk)


@publishes_events
def review_upload(request, pk):
    """What an uploaded file would do, line by line; then do it, or throw the file away."""
    uploads = UploadedCalendar.objects.select_related("source__organisation").defer("body")
    upload = get_object_or_404(uploads, source=pk)
    source = upload.source
    if request.method == "POST" and "discard" in request.POST:
        upload.delete()
        messages.success(request, _("The file was thrown away. Nothing was taken from it."))
        return redirect(source_address(source))
    if request.method == "POST":
        enqueue_once(take_upload, source.pk, request.user.pk, upload.uploaded_at.isoformat())
        return redirect(source_address(source))
    job = Job.objects.of(look_through_upload, source.pk).select_related("told").first()
    if job is None or (job.is_finished and job.enqueued_at < upload.uploaded_at):
        job = enqueue_once(look_through_upload, source.pk)
    report = readable(job.return_value) if job.is_finished and not job.is_failed else None
    return render(
        request,
        "events/admin/source_upload.html",
        {"source": source, "upload": upload, "job": job, "report": report, "back": source_address(source)},
    )


def readable(report):
    """A stored report with the words of the interface, or None when there is none yet."""
    if not report:
        return None
    rows = [
        row
        | {
            "action_label": ACTIONS.get(row["action"], row["action"]),
            "fields": [field_label(name) for name in row.get("fields", [])],
            "kept": [field_label(name) for name in row.get("kept", [])],
        }
        for row in report["rows"]
    ]
    return report | {
        "at": parse_datetime(report["at"]) if "at" in report else None,
        "counts": [(ACTIONS[action], report["counts"][action]) for action in ACTIONS if report["counts"].get(action)],
        "missing": [told | {"since": parse_date(told["since"])} for told in report["missing"]],
        "rows": [row for row in rows if row["action"] != "unchanged" or row["kept"]],
        "unchanged": [row for row in rows if row["action"] == "unchanged" and not row["kept"]],
    }
