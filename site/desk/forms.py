"""What a visitor fills in, and what they may add later."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from content.public_forms import LineField, ParagraphsField, mark_controls
from desk.contacts import read_contact
from desk.models import Question
from desk.models.question import PROPOSED_AT_MOST
from events.models import EventPage
from facts.kinds import TOLD_OF_EVENTS, TOLD_OF_PLACES, FactKind

QUESTION_AT_MOST = 2000
NO_QUESTION = _("Write what you would like to know.")


def offer_facts(field, about):
    """Let the facts of a page be chosen instead of written."""
    if about:
        kinds = TOLD_OF_EVENTS if issubclass(about.specific_class, EventPage) else TOLD_OF_PLACES
        field.widget = forms.Select(choices=[("", _("Something else")), *((kind.value, kind.label) for kind in kinds)])
        field.help_text = ""


def in_thread(fact, *said):
    """What a visitor says, as it stands in the thread: the fact first, by its name."""
    label = str(FactKind(fact).label) if fact in FactKind.values else fact
    return "\n\n".join(filter(None, [": ".join(filter(None, [label, said[0]])), *said[1:]]))


class AskForm(forms.Form):
    """A question or a correction. ``cleaned_data["contact"]`` is a Contact.

    Of a page a fact is chosen (a FactKind), else written.
    """

    fact = LineField(
        label=_("Which fact"),
        max_length=120,
        required=False,
        help_text=_("E.g. opening hours, ticket, toilet."),
    )
    proposed = LineField(
        label=_("What is right"),
        max_length=PROPOSED_AT_MOST,
        required=False,
        help_text=_("In few words, e.g. 08.00–16.00, Rp5.000, 15 minutes."),
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
    # The fact at whose “not known yet” somebody asks, as its kind.
    fact_kind = forms.CharField(required=False, widget=forms.HiddenInput)
    language = forms.ChoiceField(
        label=_("Answer in"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
    )

    def __init__(self, *args, kind=Question.Kind.QUESTION, about=None, **kwargs):
        super().__init__(*args, **kwargs)
        if kind == Question.Kind.CORRECTION:
            self.fields["question"].label = _("What you know")
            self.fields["question"].required = False
            self.fields["question"].help_text = _("Say when you were there. We check it before we show it.")
            offer_facts(self.fields["fact"], about)
        else:
            del self.fields["fact"], self.fields["proposed"]
        mark_controls(self)
        self.fields["question"].widget.attrs["rows"] = 5
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["contact"].widget.attrs |= {"autocomplete": "off", "inputmode": "email"}

    @property
    def fact_label(self):
        """What the fact is called at which somebody asks, "" for none."""
        return dict(FactKind.choices).get(self["fact_kind"].value(), "")

    def clean_fact_kind(self):
        """The kind; "" of one that nobody knows."""
        kind = self.cleaned_data["fact_kind"]
        return kind if kind in FactKind.values else ""

    def clean_contact(self):
        return read_contact(self.cleaned_data["contact"])

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("question") and not cleaned.get("proposed") and "question" not in self.errors:
            self.add_error("question", NO_QUESTION)
        return cleaned

    @property
    def told(self):
        data = self.cleaned_data
        return in_thread(data.get("fact", ""), data.get("proposed", ""), data.get("question", ""))


class AgainForm(forms.Form):
    """One more question in the same thread."""

    question = ParagraphsField(
        label=_("Ask again"), max_length=QUESTION_AT_MOST, error_messages={"required": NO_QUESTION}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].widget.attrs |= {"class": "textarea textarea--short", "rows": 3}
