"""The last step of a notice, and all that the steps before have chosen."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from places.editing import areas
from places.models import Notice
from places.safety.dangers import Scope

EVENING = time(18)
SEASON_FIRST, SEASON_LAST = 10, 4


class Until:
    TODAY, TOMORROW, WEEK, DATE, SEASON = "today", "tomorrow", "week", "date", "season"
    choices = [
        (TODAY, _("Today, 18:00")),
        (TOMORROW, _("Tomorrow, 18:00")),
        (WEEK, _("A week from now, 18:00")),
        (DATE, _("Another moment")),
        (SEASON, _("The same months every year")),
    ]
    days = {TODAY: 0, TOMORROW: 1, WEEK: 7}


class MomentInput(forms.DateTimeInput):
    """The phone's own way to choose a day and a time."""

    def __init__(self):
        super().__init__(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class NoticeForm(forms.ModelForm):
    area = forms.CharField(widget=forms.HiddenInput, required=False)
    source_url = forms.URLField(
        label=capfirst(_("link to the source")),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("May be empty when you are there yourself."),
        error_messages={"invalid": _("Copy the whole address of the page, beginning with https://.")},
    )
    until = forms.ChoiceField(label=_("Until when?"), choices=Until.choices, widget=forms.RadioSelect)

    class Meta:
        model = Notice
        fields = [
            "level",
            "event",
            "starts_at",
            "ends_at",
            "first_month",
            "last_month",
            "source",
            "source_url",
            "words_id",
            "words_en",
            "words_jv",
            "contact_name",
            "contact_phone",
        ]
        widgets = {
            "level": forms.HiddenInput,
            "event": forms.HiddenInput,
            "starts_at": MomentInput,
            "ends_at": MomentInput,
            "source": forms.RadioSelect,
            "words_id": forms.Textarea(attrs={"rows": 2}),
            "words_en": forms.Textarea(attrs={"rows": 2}),
            "words_jv": forms.Textarea(attrs={"rows": 2}),
            "contact_phone": forms.TextInput(attrs={"type": "tel"}),
        }
        labels = {"ends_at": _("That moment"), "source": _("Who says so?")}
        help_texts = {
            "starts_at": _("Empty: from now on. A later moment: it goes live at that minute by itself."),
            "words_id": _("Empty: the standard sentence. Yours stands in its place, in this language alone."),
            "contact_name": _("E.g. “Pos SAR Nampu”."),
            "contact_phone": _("Visitors see it. E.g. 0273 321 042."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].required = False
        self.fields["source"].choices = [choice for choice in self.fields["source"].choices if choice[0]]
        notice = self.instance
        if notice.pk:
            self.initial.setdefault("until", Until.SEASON if notice.is_repeating else Until.DATE)
        else:
            self.initial |= {"starts_at": None, "first_month": SEASON_FIRST, "last_month": SEASON_LAST}
            self.initial.setdefault("until", Until.TOMORROW)

    def clean(self):
        data = super().clean()
        found = areas.read(data.get("area"))
        if found is None:
            self.add_error(None, _("Choose what this notice is about."))
            found = {"scope": Scope.COAST}
        for name in ("place", "district", "kind"):
            setattr(self.instance, name, found.get(name, "" if name == "kind" else None))
        self.instance.scope = found["scope"]
        if {"level", "event"} & self.errors.keys():
            self.add_error(None, _("Choose how bad it is, and why."))
        now = timezone.now()
        data["starts_at"] = data.get("starts_at") or (self.instance.pk and self.instance.starts_at) or now
        self.settle_end(data, now)
        return data

    def settle_end(self, data, now):
        """Turn the choice into a moment or into months."""
        until = data.get("until")
        if until == Until.SEASON:
            data["ends_at"] = None
            return
        data["first_month"] = data["last_month"] = None
        if until in Until.days:
            day = timezone.localdate(now) + timedelta(days=Until.days[until])
            data["ends_at"] = datetime.combine(day, EVENING, timezone.get_default_timezone())
        if data.get("ends_at") and data["ends_at"] <= now and "ends_at" not in self.errors:
            field = "until" if until in Until.days else "ends_at"
            self.add_error(field, _("This moment is over. Choose a later one."))
