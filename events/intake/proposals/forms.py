"""The public form, and how an editor declines."""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.files.sent_pictures import ACCEPTED, clean_picture
from content.public_forms import LineField, ParagraphsField, mark_controls
from events.models import EventProposal
from events.time.dating import date_problems

YEARS_AHEAD = 3
PICTURE_AT_MOST = 8 * 1024 * 1024
PHONE = re.compile(r"\+?[\d\s().-]{8,24}")
FEWEST_DIGITS = 8


class ProposalForm(forms.ModelForm):
    """What a proposer fills in. A clean picture is in ``cleaned_data["picture"]`` also when another field is wrong."""

    title = LineField(
        label=_("Name of the event"),
        max_length=120,
        help_text=_("As you announce it, e.g. “Festival Reog Bulukerto 2027”."),
        error_messages={"required": _("Write the name of the event.")},
    )
    place_text = LineField(
        label=_("Place"),
        max_length=200,
        help_text=_("So that a stranger finds it, e.g. “Village square of Conto, Bulukerto”."),
        error_messages={"required": _("Write where it takes place.")},
    )
    description = ParagraphsField(
        label=_("What happens there"),
        max_length=3000,
        help_text=_("Who may come, what there is to see, what it costs. A few sentences are enough."),
        error_messages={"required": _("Write in a few sentences what happens there.")},
    )
    organiser_name = LineField(
        label=_("Organiser"),
        max_length=120,
        help_text=_("The group or person who holds the event."),
        error_messages={"required": _("Write who holds the event.")},
    )
    contact = LineField(
        label=_("Your e-mail or telephone number"),
        max_length=120,
        help_text=_("For our questions only; it is never shown."),
        error_messages={"required": _("Write an e-mail address or a telephone number, so that we can ask you.")},
    )
    link = forms.URLField(
        label=_("Link"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("A page or post about it, e.g. https://desaconto.id/festival."),
        error_messages={"invalid": _("This is no web address. Write it as in https://desaconto.id/festival.")},
    )
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        max_length=255,
        help_text=_(
            "JPEG, PNG, WebP or HEIC, at most 8 MB; best a photograph in landscape format that you may pass on."
        ),
        error_messages={"empty": _("The file is empty. Choose the picture once more.")},
    )
    picture_credit = LineField(
        label=_("Who took the picture"),
        max_length=120,
        required=False,
        help_text=_("Their name stands under it, e.g. “Siti Rahayu”."),
    )

    class Meta:
        model = EventProposal
        fields = [
            "title",
            "place_text",
            "regency",
            "starts_on",
            "ends_on",
            "start_time",
            "end_time",
            "description",
            "organiser_name",
            "contact",
            "link",
            "picture",
            "picture_credit",
        ]
        labels = {
            "regency": _("Regency or city"),
            "starts_on": _("First day"),
            "ends_on": _("Last day"),
            "start_time": _("Begins at"),
            "end_time": _("Ends at"),
        }
        help_texts = {
            "ends_on": _("Only when it lasts more than one day."),
            "start_time": _("Western Indonesian time (WIB), e.g. 19:00."),
        }
        error_messages = {
            "starts_on": {
                "required": _("Choose the first day."),
                "invalid": _("This is no date. Write it as in 2027-06-05."),
            },
            "ends_on": {"invalid": _("This is no date. Write it as in 2027-06-05.")},
            "start_time": {"invalid": _("This is no time of day. Write it as in 19:00.")},
            "end_time": {"invalid": _("This is no time of day. Write it as in 19:00.")},
            "regency": {"invalid_choice": _("Choose one of the regencies.")},
        }
        widgets = {
            "starts_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "start_time": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "end_time": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args, picture_is_too_large=False, kept_picture=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.picture_is_too_large = picture_is_too_large
        self.kept_picture = kept_picture
        mark_controls(self)
        for name, field in self.fields.items():
            if name not in {"starts_on", "ends_on", "start_time", "end_time", "picture"}:
                field.widget.attrs["autocomplete"] = "off"
        self.fields["picture"].widget.attrs["accept"] = ACCEPTED
        self.fields["description"].widget.attrs["rows"] = 6
        # On the visitor's own machine the earliest day offered is today's in Wonogiri.
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.attrs["min"] = timezone.localdate().isoformat()

    def clean_contact(self):
        contact = self.cleaned_data["contact"]
        is_phone = PHONE.fullmatch(contact) and sum(sign.isdigit() for sign in contact) >= FEWEST_DIGITS
        if not is_phone:
            EmailValidator(
                _(
                    "This is neither an e-mail address nor a telephone number. Write e.g. wati@contoh.id or 0812 3456 7890."
                )
            )(contact)
        return contact

    def clean_starts_on(self):
        day, today = self.cleaned_data["starts_on"], timezone.localdate()
        if day < today:
            raise ValidationError(_("This day is over. Choose a day to come."))
        if day > today + timedelta(days=366 * YEARS_AHEAD):
            raise ValidationError(_("This day is more than three years away. Check the year."))
        return day

    def clean_picture(self):
        if self.picture_is_too_large:
            raise ValidationError(_("The picture is larger than 8 MB. Choose a smaller one, or send the form without."))
        picture = self.cleaned_data.get("picture")
        if not picture:
            return self.kept_picture
        if picture.size > PICTURE_AT_MOST:
            raise ValidationError(_("The picture is larger than 8 MB. Choose a smaller one, or send the form without."))
        picture = clean_picture(picture)
        picture.name = f"{self.instance.reference}.jpg"
        return picture

    def _post_clean(self):
        super()._post_clean()
        if (
            not {"starts_on", "ends_on", "start_time", "end_time"} & self.errors.keys()
            and "starts_on" in self.cleaned_data
        ):
            for field, sentence in date_problems(self.instance.as_event()):
                self.add_error(field if field in self.fields else None, sentence)


class DeclineForm(forms.ModelForm):
    """Why a proposal is not published: the proposer reads it."""

    class Meta:
        model = EventProposal
        fields = ["reason"]
        widgets = {"reason": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
