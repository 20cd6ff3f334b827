"""The report of a month in the admin, and the same as an Excel file."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from content.spreadsheets.writing import XLSX_TYPE, Heading, write_xlsx
from desk.models import DeskSettings
from desk.reporting import charts, counts
from desk.reporting.months import Month
from desk.reporting.wanted import wanted

PLACES_SHOWN = 15


class ReportView(WagtailAdminTemplateMixin, TemplateView):
    """One month of the desk (``?month=2027-05``) beside the month before."""

    page_title = gettext_lazy("Month's report")
    header_icon = "table"
    template_name = "desk/admin/report.html"
    _show_breadcrumbs = True

    def get(self, request, *args, **kwargs):
        self.month = Month.read(request.GET.get("month", ""), timezone.localdate())
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        desk = {"url": reverse("desk:index"), "label": gettext_lazy("Information desk")}
        return [*self.breadcrumbs_items, desk, {"url": "", "label": self.page_title}]

    @property
    def header_buttons(self):
        address = f"{reverse('desk_report:download')}?month={self.month}"
        return [HeaderButton(_("Download XLSX"), url=address, icon_name="download")]

    def get_context_data(self, **kwargs):
        now, month = timezone.now(), self.month
        today = timezone.localdate(now)
        found = counts.Counts(month)
        weeks = found.weeks
        asked, came = found.totals
        speed, speed_before = counts.speeds(month, DeskSettings.load().working_time.elapsed, now)
        return super().get_context_data(**kwargs) | {
            "month": month,
            "next": month.after if month.after <= Month(today.year, today.month) else None,
            "asked": asked,
            "came": came,
            "speed": speed,
            "middle": in_words(speed.middle),
            "middle_before": in_words(speed_before.middle),
            "unanswered": counts.unanswered(month, now),
            "unanswered_before": counts.unanswered(month.before, now),
            "tables": [
                (table, *charts.bars(table.rows[:PLACES_SHOWN]), len(table.rows[PLACES_SHOWN:]))
                for table in found.tables
            ],
            "weeks": weeks,
            "lines": charts.lines(weeks.rows),
            "wanted": wanted(month, today),
            "may_add_facts": self.request.user.has_perm("facts.add_fact"),
        }


def download(request):
    """Every table of a month in one sheet: table, row, this month, the month before."""
    now = timezone.now()
    month = Month.read(request.GET.get("month", ""), timezone.localdate(now))
    response = HttpResponse(report_file(month, now), content_type=XLSX_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="meja-informasi-{month}.xlsx"'
    return response


def report_file(month, now):
    """The bytes of the Excel file."""
    title = _("Month's report")
    headings = [Heading(_("Table"), 34), Heading(_("Row"), 34), Heading(month.label), Heading(month.before.label)]
    speeds = counts.speeds(month, DeskSettings.load().working_time.elapsed, now)
    found = counts.Counts(month)
    rows = [(_("All"), row.label, row.now, row.before) for row in found.totals]
    rows.append(
        (_("All"), _("Unanswered at the end"), *(counts.unanswered(each, now) for each in (month, month.before)))
    )
    rows.append((_("Time to answer"), _("Middle, in minutes"), *(_minutes(speed.middle) for speed in speeds)))
    rows.append((_("Time to answer"), _("Within 24 working hours, in per cent"), *(speed.share for speed in speeds)))
    for table in [*found.tables, found.weeks]:
        rows += [(table.title, row.label, row.now, row.before) for row in table.rows]
    for entry in wanted(month, timezone.localdate(now)):
        kinds = ", ".join(str(gap.kind.label) for gap in entry.gaps)
        rows.append((_("Asked, and not written yet"), f"{entry.place.title}: {kinds}", entry.number))
    return write_xlsx(headings, rows, title)


def _minutes(span):
    return None if span is None else round(span.total_seconds() / 60)


def in_words(span):
    """A span of working time as people say it, "" without any."""
    minutes = _minutes(span)
    if minutes is None:
        return ""
    if minutes < 60:
        return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
    hours = round(minutes / 60)
    return ngettext("%(number)s working hour", "%(number)s working hours", hours) % {"number": hours}
