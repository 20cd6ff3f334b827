"""To whom a question goes, and what they reply."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from content.public_forms import LineField, ParagraphsField, mark_controls
from desk.contacts import Contact, read_contact
from desk.models import Handover

REPLY_AT_MOST = 3000


class HandoverForm(forms.Form):
    """``cleaned_data`` has `organisation` (or None), `name`, `contact` (a Contact or None) and `note`."""

    to = forms.ChoiceField(label=_("To whom"), required=False)
    name = LineField(
        label=_("Name"), max_length=80, required=False, help_text=_("E.g. “Pak Darmo, pengelola Pantai Nampu”.")
    )
    contact = LineField(
        label=_("WhatsApp, telephone or e-mail"),
        max_length=254,
        required=False,
        help_text=_("By e-mail the link goes out at once; WhatsApp opens with it. Empty: you copy the link."),
    )
    note = ParagraphsField(
        label=_("What you want to know"),
        max_length=500,
        required=False,
        help_text=_("They read it above the question, e.g. “Apakah bangku di tengah tangga masih ada?”"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = {f"again-{handover.pk}": handover for handover in Handover.objects.asked_before()}
        self.organisations = {f"org-{found.pk}": found for found in Organisation.objects.all()}
        again = [(key, _before_words(handover)) for key, handover in self.before.items()]
        groups = [(_("Asked before"), again)] if again else []
        groups.append((_("Organisations"), [(key, found.name) for key, found in self.organisations.items()]))
        self.fields["to"].choices = [("", _("Somebody named below")), *groups]

    def clean_contact(self):
        text = self.cleaned_data["contact"]
        return read_contact(text) if text else None

    def clean(self):
        cleaned = super().clean()
        to = cleaned.get("to", "")
        cleaned["organisation"] = self.organisations.get(to)
        if before := self.before.get(to):
            cleaned["organisation"] = before.organisation
            cleaned["name"] = cleaned.get("name") or before.name
            if before.contact and cleaned.get("contact", "") is None:
                cleaned["contact"] = Contact(before.contact_kind, before.contact)
        if not cleaned["organisation"] and not cleaned.get("name"):
            self.add_error("name", _("Choose an organisation above, or write who is to be asked."))
        return cleaned


def _before_words(handover):
    return " · ".join(filter(None, [handover.whom, handover.contact]))


class ReplyForm(forms.Form):
    """What somebody knows who was asked."""

    reply = ParagraphsField(
        label=_("Your answer"),
        max_length=REPLY_AT_MOST,
        help_text=_("In your own words. The information desk reads it before it answers the visitor."),
        error_messages={"required": _("Write what you know, if only a little.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mark_controls(self)
        self.fields["reply"].widget.attrs["rows"] = 6
