"""The pages of the table in the admin: take it out, look what it would change, bring it in."""

import time

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import log

from content.private_files import delete_older_than
from content.spreadsheets import CSV_TYPE, XLSX_TYPE, UnreadableFile
from events.editing.permissions import adds_events, can_publish_events
from events.intake.drafts import event_index
from events.intake.spreadsheets.exporting import events_file, template_file
from events.intake.spreadsheets.importing import CHANGED, CREATED, PROBLEM, UNCHANGED
from events.intake.spreadsheets.kept import FOLDER, KEPT_FOR, Gone, KeptImport

FILE_TYPES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}
# A request must be over before gunicorn loses patience; what is left over goes on in the next one.
SECONDS_OF_A_STEP = 12


class UploadForm(forms.Form):
    """A filled-in table, and what becomes of its lines."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(".xlsx or .csv, at most 5 MB and 2,000 rows."),
        widget=forms.FileInput({"accept": ".xlsx,.csv,text/csv"}),
    )
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
    """Take the table out; or upload one and see what it would change."""
    delete_older_than(FOLDER, KEPT_FOR)
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = KeptImport.keep(file.read(), file.name, request.user, form.cleaned_data.get("publish", False))
        try:
            plan = kept.plan(request.user)
        except UnreadableFile as error:
            kept.delete()
            form.add_error("file", str(error))
        else:
            kept.show(plan)
            return _report(request, kept, plan.lines, plan.unknown)
    return render(request, "events/admin/spreadsheet.html", {"form": form, **_header()})


@never_cache
@adds_events
@require_POST
def apply_spreadsheet(request):
    """Write what the dry run showed; a large file takes several steps."""
    try:
        kept = KeptImport.take(request.POST.get("token", ""), request.user)
        plan = kept.plan(request.user)
    except (Gone, UnreadableFile):
        messages.error(
            request,
            _(
                "This file has been brought in already, or is kept no longer. Upload it once more to see how things stand."
            ),
        )
        return redirect("event_spreadsheet:index")
    until = time.monotonic() + SECONDS_OF_A_STEP
    done, left = kept.done, len(plan.lines)
    for line in plan.lines:
        if time.monotonic() > until:
            break
        if not kept.was_shown(line):
            line.outcome = PROBLEM
            line.notes.append(
                _("The event was changed since you were shown this line; it was not written. Upload the file again.")
            )
        else:
            plan.apply(line)
        done[line.number] = line
        kept.note_done(line)
        left -= 1
    if left:
        kept.save()
    else:
        kept.delete()
    lines = [done[number] for number in sorted(done)]
    if not left:
        counts = _counts(lines)
        log(
            event_index(),
            "events.import_spreadsheet",
            user=request.user,
            data={"file": kept.state["filename"], **counts},
        )
    return _report(request, kept, lines, plan.unknown, is_applied=True, left=left)


def _header(title="", filename=""):
    """What Wagtail's header shows: the way here, and the title."""
    trail = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if title:
        trail.append({"url": reverse("event_spreadsheet:index"), "label": _("Events as a table")})
    trail.append({"url": "", "label": title or _("Events as a table"), "sublabel": filename})
    return {"header_title": title or _("Events as a table"), "header_icon": "table", "breadcrumbs_items": trail}


def _counts(lines):
    return {
        outcome: sum(line.outcome == outcome for line in lines) for outcome in (CREATED, CHANGED, UNCHANGED, PROBLEM)
    }


def _report(request, kept, lines, unknown, is_applied=False, left=0):
    counts = _counts(lines)
    return render(
        request,
        "events/admin/spreadsheet_report.html",
        {
            "kept": kept,
            "told": [line for line in lines if line.outcome != UNCHANGED or line.notes],
            "unknown": unknown,
            "counts": counts,
            "is_applied": is_applied,
            "left": left,
            "total": len(lines) + left,
            "has_work": not is_applied and (counts[CREATED] or counts[CHANGED]),
            **_header(_("What was changed") if is_applied else _("What would change"), kept.state["filename"]),
        },
    )
