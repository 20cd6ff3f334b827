"""What editors do with events in the admin besides writing them."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from events.forms import DATE_FIELDS, DatesFormMixin
from events.models import DateChange, EventPage
from events.time.dates import EventDates
from events.time.dating import date_problems, next_spans
from events.time.javanese_calendar import weton

CONFIRMABLE = 6
ONE_BY_ONE = {EventPage.Timing.SPAN}


class DatesForm(DatesFormMixin, forms.ModelForm):
    """What an editor has entered about dates so far, right or not."""

    class Meta:
        model = EventPage
        fields = ["timing", *DATE_FIELDS]


@require_safe
def next_dates(request):
    """The next dates of what an editor has entered, with their weton, and what is wrong with it (admin)."""
    form = DatesForm(request.GET)
    form.is_valid()
    event = form.instance
    for name, value in form.cleaned_data.items():
        setattr(event, name, value)
    problems = [sentence for _field, sentence in date_problems(event)] if not form.errors else []
    spans = [] if form.errors else next_spans(event, max(event.starts_on or date.min, timezone.localdate()))
    dates = [EventDates(s.first, s.last, s.start_time, s.end_time, event.is_eve, s.margin_days) for s in spans]
    return render(
        request,
        "events/admin/next_dates.html",
        {"errors": form.errors, "problems": problems, "dates": dates, "event": event},
    )


class ConfirmForm(forms.Form):
    """Which date the organisers confirm, and whether they moved it."""

    original_on = forms.TypedChoiceField(label=gettext_lazy("Date by the rule"), coerce=date.fromisoformat)
    held_on = forms.DateField(
        label=gettext_lazy("It takes place on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Only when the organisers moved it, e.g. to the Saturday before."),
    )
    confirmed_by = forms.CharField(
        label=gettext_lazy("Who said so"),
        max_length=120,
        help_text=gettext_lazy("E.g. “Committee of Labuhan Ageng, letter of 3 May 2027”."),
    )

    def __init__(self, *args, spans, is_eve, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["original_on"].choices = [
            (span.first.isoformat(), _date_with_weton(span.first, is_eve)) for span in spans
        ]


def _date_with_weton(day, is_eve):
    dates = EventDates(day, day, is_eve=is_eve)
    name = weton(dates.javanese_day)
    if is_eve:
        name = _("eve of %(weton)s") % {"weton": name}
    return f"{date_format(day, 'l j F Y')} ({name})"


def confirm_date(request, page_id):
    """Confirm one date of an event and publish that at once; a draft somebody is working on keeps its changes."""
    event = get_object_or_404(EventPage, pk=page_id, alias_of=None)
    if not event.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    spans = next_spans(event, timezone.localdate(), CONFIRMABLE)
    form = ConfirmForm(
        request.POST or None,
        spans=spans,
        is_eve=event.is_eve,
        initial={"confirmed_by": request.user.get_full_name() or request.user.get_username()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _confirm(event, form.cleaned_data, request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The date of “%(title)s” is confirmed and published.") % {"title": event.title})
            return redirect("wagtailadmin_pages:edit", event.pk)
    return render(request, "events/admin/confirm_date.html", {"event": event, "form": form, "has_dates": bool(spans)})


def _confirm(event, confirmed, user):
    draft = event.get_latest_revision_as_object() if event.has_unpublished_changes else None
    for page in filter(None, [event, draft]):
        _write_confirmation(page, confirmed)
    event.check_publishable()
    event.save_revision(user=user, clean=False).publish(user=user)
    if draft:
        draft.save_revision(user=user, clean=False)
    log(event, "events.confirm_date", user=user, data={name: str(value) for name, value in confirmed.items()})


def _write_confirmation(page, confirmed):
    told = {
        "certainty": EventPage.Certainty.CONFIRMED,
        "confirmed_by": confirmed["confirmed_by"],
        "confirmed_on": timezone.localdate(),
    }
    held_on, original_on = confirmed["held_on"], confirmed["original_on"]
    if page.timing in ONE_BY_ONE:
        if held_on and held_on != page.starts_on:
            page.ends_on = page.ends_on and held_on + (page.ends_on - page.starts_on)
            page.starts_on = held_on
        for name, value in told.items():
            setattr(page, name, value)
        return
    changes = list(page.date_changes.all())
    change = next((change for change in changes if change.original_on == original_on), None)
    if change is None:
        change = DateChange(original_on=original_on)
        changes.append(change)
    if held_on and held_on != original_on:
        change.moved_to_on, change.status = held_on, EventPage.Status.RESCHEDULED
    for name, value in told.items():
        setattr(change, name, value)
    page.date_changes = changes
