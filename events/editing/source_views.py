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
from events.intake.federation.importers import NEW_AT_ONCE, apply_plan, make_plan
from events.intake.federation.incoming import Unreadable
from events.intake.federation.page_values import field_label
from events.intake.federation.pulling import PullFailed, pull
from events.intake.federation.readers import read
from events.models import EventSource, UploadedCalendar
from fetching.fetch import LARGEST

ACTIONS = {
    "new": gettext_lazy("New draft"),
    "changed": gettext_lazy("Changed: new draft"),
    "unchanged": gettext_lazy("Unchanged"),
    "skipped": gettext_lazy("Left out"),
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
        return super().get_context_data(**kwargs) | {
            "source": source,
            "state": source_state(source),
            "report": readable(source.last_report),
            "upload_form": UploadForm(),
            "upload": UploadedCalendar.objects.filter(source=source).defer("body").first(),
            "number": source.events.exclude(event=None).count(),
            "may_import": self.user_has_permission("change"),
        }


@publishes_events
@require_POST
def pull_source(request, pk):
    """Pull one source now."""
    source = get_object_or_404(EventSource.objects.exclude(url=""), pk=pk)
    try:
        report = pull(source, request.user, new_at_most=NEW_AT_ONCE)
    except PullFailed as error:
        messages.error(request, _("“%(name)s” could not be read. %(reason)s") % {"name": source, "reason": error})
    else:
        if report is None:
            messages.success(request, _("“%(name)s” has not changed since it was last read.") % {"name": source})
        else:
            counts = report["counts"]
            told = {"name": source, "new": counts.get("new", 0), "changed": counts.get("changed", 0)}
            messages.success(
                request,
                _("“%(name)s” was read: %(new)s new drafts, %(changed)s changed. The report stands below.") % told,
            )
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
    body = file.read()
    try:
        read(body)
    except Unreadable as error:
        messages.error(request, _("“%(name)s” cannot be read. %(reason)s") % {"name": file.name, "reason": error})
        return redirect(source_address(source))
    UploadedCalendar.objects.update_or_create(
        source=source,
        defaults={
            "file_name": file.name[-255:],
            "body": body,
            "uploaded_at": timezone.now(),
            "uploaded_by": request.user,
        },
    )
    return redirect("event_source_upload", source.pk)


@publishes_events
def review_upload(request, pk):
    """What an uploaded file would do, line by line; then do it, or throw the file away."""
    upload = get_object_or_404(UploadedCalendar.objects.select_related("source__organisation"), source=pk)
    source = upload.source
    if request.method == "POST" and "discard" in request.POST:
        upload.delete()
        messages.success(request, _("The file was thrown away. Nothing was taken from it."))
        return redirect(source_address(source))
    now = timezone.now()
    reading = read(bytes(upload.body))
    if source.url:
        reading.is_whole = False  # a file that somebody sends beside the pulled calendar tells nothing of the rest
    plan = make_plan(source, reading, timezone.localdate(now), NEW_AT_ONCE if request.method == "POST" else None)
    if request.method == "POST":
        apply_plan(plan, request.user, now)
        source.last_report = plan.report() | {"at": now.isoformat(), "file": upload.file_name}
        source.last_success_at = now
        source.save(update_fields=["last_report", "last_success_at"])
        if plan.is_partial:
            messages.warning(
                request, _("The first %(number)s new events were taken. Take the rest now.") % {"number": NEW_AT_ONCE}
            )
            return redirect("event_source_upload", source.pk)
        upload.delete()
        messages.success(request, _("The events were taken. They are drafts: look at them and publish them."))
        return redirect(source_address(source))
    return render(
        request,
        "events/admin/source_upload.html",
        {"source": source, "upload": upload, "report": readable(plan.report()), "back": source_address(source)},
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
