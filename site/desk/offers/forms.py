"""What a visitor fills in who has photographs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from content.files.sent_pictures import ACCEPTED, clean_picture
from content.models import Photo
from content.public_forms import LineField, ParagraphsField, mark_controls
from desk.contacts import Contact, read_contact
from desk.forms import in_thread, offer_facts
from desk.offers.keeping import distinct

NUMBER = 5
SIZE = 10 * 1024 * 1024
CHOOSE = gettext_lazy("Choose one.")
LICENCES = [
    (Photo.Licence.CC_BY, gettext_lazy("Anybody may use them who names me (CC BY 4.0)")),
    (
        Photo.Licence.CC_BY_SA,
        gettext_lazy("Anybody may, who names me and passes on under the same terms (CC BY-SA 4.0)"),
    ),
    (Photo.Licence.PERMISSION, gettext_lazy("Only this site may show them")),
]
PEOPLE = [
    (Photo.Consent.NOBODY, gettext_lazy("Nobody can be recognised on them")),
    (Photo.Consent.GIVEN, gettext_lazy("Everybody who can be recognised agrees")),
]


class PicturesInput(forms.FileInput):
    allow_multiple_selected = True

    def use_required_attribute(self, initial):
        """Some may be kept from the last time: what is missing the form says itself."""
        return False


class PicturesField(forms.Field):
    """Taken apart by the form, which knows what is kept and what was dropped."""

    widget = PicturesInput

    def validate(self, value):
        pass


class OfferForm(forms.Form):
    """Up to NUMBER photographs and their rights.

    `pictures` are the clean ones, also where something else is wrong: first those `kept` from the last time the form
    was sent. `quota` (PictureQuota) knows what was dropped on the way.
    """

    photos = PicturesField(
        label=gettext_lazy("Photographs"),
        widget=PicturesInput({"multiple": True, "accept": ACCEPTED}),
        help_text=gettext_lazy("Up to five, each at most 10 MB: JPEG, PNG, WebP or HEIC."),
    )
    question = ParagraphsField(
        label=gettext_lazy("What they show"),
        max_length=1000,
        help_text=gettext_lazy("And when you took them, e.g. “The stairs down to the beach, August 2026”."),
        error_messages={"required": gettext_lazy("Write what they show and when you took them.")},
    )
    fact = LineField(label=gettext_lazy("Which fact they prove"), max_length=120, required=False)
    name = LineField(
        label=gettext_lazy("Your name"),
        max_length=80,
        help_text=gettext_lazy("It stands beside the photographs."),
        error_messages={"required": gettext_lazy("Write the name that stands beside the photographs.")},
    )
    contact = LineField(
        label=gettext_lazy("WhatsApp, telephone or e-mail"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("For our questions only; it is never shown."),
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("Who may use them"),
        choices=LICENCES,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    people = forms.ChoiceField(
        label=gettext_lazy("People on them"),
        choices=PEOPLE,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    is_own = forms.BooleanField(
        label=gettext_lazy("I took these photographs myself"),
        error_messages={"required": gettext_lazy("We can only take photographs that you took yourself.")},
    )

    def __init__(self, *args, about=None, kept=(), quota=None, **kwargs):
        super().__init__(*args, **kwargs)
        offer_facts(self.fields["fact"], about)
        self.kept, self.quota, self.pictures = list(kept), quota, list(kept)
        mark_controls(self)
        self.fields["question"].widget.attrs |= {"rows": 3, "class": "textarea textarea--short"}
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["contact"].widget.attrs |= {"autocomplete": "off", "inputmode": "email"}
        self.fields["is_own"].widget.attrs["class"] = ""

    def clean_photos(self):
        """Taken apart one by one; what is wrong is told by the name of its file."""
        problems = [
            _("%(name)s is larger than 10 MB. Choose a smaller one.") % {"name": name} for name in self.quota.too_large
        ]
        pictures = []
        for file in self.files.getlist("photos"):
            try:
                pictures.append(clean_picture(file))
            except ValidationError as error:
                problems += [f"{file.name}: {message}" for message in error.messages]
        self.pictures = distinct([*self.pictures, *pictures])
        left_over = len(self.quota.left_over) + len(self.pictures[NUMBER:])
        self.pictures = self.pictures[:NUMBER]
        if left_over:
            problems.append(
                _("Five photographs at a time: %(number)d did not fit in. Send them afterwards.")
                % {"number": left_over}
            )
        if not self.pictures and not problems:
            problems.append(_("Choose at least one photograph."))
        if problems:
            raise ValidationError(problems)
        return self.pictures

    def clean_contact(self):
        contact = self.cleaned_data["contact"]
        return read_contact(contact) if contact else Contact("", "")

    def clean(self):
        return super().clean() | {"language": get_language()}

    @property
    def told(self):
        return in_thread(self.cleaned_data["fact"], self.cleaned_data["question"])
