"""How an editor enters the dates of an event: a rule by choosing names."""

import copy

from django import forms
from django.utils.translation import gettext_lazy as _

from content.models import BasePageForm
from events.time.javanese_calendar import WETONS
from events.time.recurrence import BadRule, check_rrule

# What the editor enters about dates, in whatever kind they are.
DATE_FIELDS = [
    "starts_on",
    "ends_on",
    "start_time",
    "end_time",
    "days",
    "is_eve",
    "rrule",
    "repeats_until",
    "wetons",
    "java_month",
    "java_day",
    "java_year_name",
    "java_second_year_name",
    "mangsa",
    "is_one_of_dates",
    "islamic_month",
    "islamic_day",
]
WEEKDAYS = [
    ("MO", _("Monday")),
    ("TU", _("Tuesday")),
    ("WE", _("Wednesday")),
    ("TH", _("Thursday")),
    ("FR", _("Friday")),
    ("SA", _("Saturday")),
    ("SU", _("Sunday")),
]
FREQUENCY_CHOICES = [
    ("", _("(does not repeat by the civil calendar)")),
    ("DAILY", _("every day")),
    ("WEEKLY", _("every week")),
    ("MONTHLY", _("every month")),
    ("YEARLY", _("every year")),
]
POSITIONS = [
    ("", _("on the same day number")),
    ("1", _("on the first of these weekdays")),
    ("2", _("on the second of these weekdays")),
    ("3", _("on the third of these weekdays")),
    ("4", _("on the fourth of these weekdays")),
    ("-1", _("on the last of these weekdays")),
]


class RepeatsWidget(forms.MultiWidget):
    """An RRULE value by choosing names; a rule that the names cannot tell stays as text."""

    def __init__(self, attrs=None):
        super().__init__(
            {
                "frequency": forms.Select(choices=FREQUENCY_CHOICES),
                "interval": forms.NumberInput({"min": 1, "max": 1000}),
                "weekdays": forms.CheckboxSelectMultiple(choices=WEEKDAYS),
                "position": forms.Select(choices=POSITIONS),
                "other": forms.TextInput({"placeholder": "FREQ=YEARLY;BYMONTH=8;BYDAY=2SU"}),
            },
            attrs,
        )

    def decompress(self, value):
        if not value:
            return ["", 1, [], "", ""]
        parts = dict(part.split("=", 1) for part in value.split(";") if "=" in part)
        days = [day for day in parts.get("BYDAY", "").split(",") if day]
        positions = {day[:-2] for day in days}
        told = {
            "frequency": parts.get("FREQ", ""),
            "interval": int(parts.get("INTERVAL", "1")) if parts.get("INTERVAL", "1").isdigit() else 1,
            "weekdays": [day[-2:] for day in days],
            "position": positions.pop() if len(positions) == 1 else "",
        }
        if compose(**told) == value:
            return [*told.values(), ""]
        return ["", 1, [], "", value]


def compose(frequency, interval, weekdays, position):
    """The RRULE value that the names tell."""
    if not frequency:
        return ""
    parts = [f"FREQ={frequency}"]
    if interval and interval != 1:
        parts.append(f"INTERVAL={interval}")
    if weekdays and frequency == "WEEKLY":
        parts.append("BYDAY=" + ",".join(weekdays))
    if weekdays and frequency == "MONTHLY" and position:
        parts.append("BYDAY=" + ",".join(f"{position}{day}" for day in weekdays))
    return ";".join(parts)


class RepeatsField(forms.MultiValueField):
    widget = RepeatsWidget

    def __init__(self, **kwargs):
        kwargs.pop("max_length", None)
        super().__init__(
            fields=[
                forms.ChoiceField(choices=FREQUENCY_CHOICES, required=False),
                forms.IntegerField(min_value=1, max_value=1000, required=False),
                forms.MultipleChoiceField(choices=WEEKDAYS, required=False),
                forms.ChoiceField(choices=POSITIONS, required=False),
                forms.CharField(max_length=200, required=False),
            ],
            require_all_fields=False,
            **kwargs,
        )

    def compress(self, values):
        frequency, interval, weekdays, position, other = values or ["", 1, [], "", ""]
        rule = compose(frequency, interval, weekdays, position) or other.strip().upper()
        if rule:
            try:
                check_rrule(rule)
            except BadRule as error:
                raise forms.ValidationError(
                    _("This rule cannot be read. Choose again how it repeats, or write it as FREQ=WEEKLY;BYDAY=SA.")
                ) from error
        return rule


class WetonField(forms.MultipleChoiceField):
    def __init__(self, **kwargs):
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        super().__init__(
            choices=[(name, name) for name in WETONS],
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )


class DatesFormMixin(forms.Form):
    """The two fields that are entered by choosing names."""

    rrule = RepeatsField(
        label=_("repeats"),
        required=False,
        help_text=_("E.g. every week on Saturday, or every month on the last Sunday."),
    )
    wetons = WetonField(
        label=_("weton"), required=False, help_text=_("One or more of the 35, e.g. Selasa Kliwon and Jumat Kliwon.")
    )


class EventPageForm(DatesFormMixin, BasePageForm):
    """The form of an event in the admin."""

    def instance_with(self, cleaned_data):
        """The event as it would be saved, sessions and changes of single dates included."""
        event = copy.copy(super().instance_with(cleaned_data))
        event._cluster_related_objects = dict(getattr(event, "_cluster_related_objects", {}))
        for name in ["sessions", "date_changes"]:
            if (formset := self.formsets.get(name)) is not None and formset.is_valid():
                rows = [form for form in formset.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
                setattr(event, name, [form.instance for form in rows])
        return event
