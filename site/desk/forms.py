"""What a visitor fills in, and what they may add later."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from content.public_forms import LineField, ParagraphsField, mark_controls
from desk.contacts import read_contact
from desk.models import Question

QUESTION_AT_MOST = 2000
NO_QUESTION = _("Write what you would like to know.")


class AskForm(forms.Form):
    """A question or a correction. ``cleaned_data["contact"]`` is a Contact."""

    fact = LineField(
        label=_("Which fact"),
        max_length=120,
        required=False,
        help_text=_("E.g. opening hours, ticket, toilet."),
    )
    question = ParagraphsField(
        label=_("Your question"),
        max_length=QUESTION_AT_MOST,
        help_text=_("Name the date if there is one, e.g.: Saturday 12 June, can a minibus reach the car park?"),
        error_messages={"required": NO_QUESTION},
    )
    name = LineField(label=_("Name"), max_length=80, required=False, help_text=_("A nickname is enough."))
    contact = LineField(
        label=_("WhatsApp, telephone or e-mail"),
        max_length=254,
        help_text=_("One of them; the answer is sent there."),
        error_messages={
            "required": _("Write a WhatsApp number, a telephone number or an e-mail address for the answer.")
        },
    )
    language = forms.ChoiceField(
        label=_("Answer in"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
    )

    def __init__(self, *args, kind=Question.Kind.QUESTION, **kwargs):
        super().__init__(*args, **kwargs)
        if kind == Question.Kind.CORRECTION:
            self.fields["question"].label = _("What you know")
            self.fields["question"].help_text = _("Say when you were there. We check it before we show it.")
        else:
            del self.fields["fact"]
        mark_controls(self)
        self.fields["question"].widget.attrs["rows"] = 5
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["contact"].widget.attrs |= {"autocomplete": "off", "inputmode": "email"}

    def clean_contact(self):
        return read_contact(self.cleaned_data["contact"])


class AgainForm(forms.Form):
    """One more question in the same thread."""

    question = ParagraphsField(
        label=_("Ask again"), max_length=QUESTION_AT_MOST, error_messages={"required": NO_QUESTION}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].widget.attrs |= {"class": "textarea textarea--short", "rows": 3}
