"""What is noted of one visit; the same from a form and from a tablet that kept it while there was no signal."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.models import Visit
from places.models import PlacePage

KEPT_AT_MOST = timedelta(days=92)
CHOOSE_TOPIC = _("Choose first what was asked.")
CHOOSE_ORIGIN = _("Choose from where, or the language: one of them is enough.")
CHOOSE_OUTCOME = _("Choose how it ended.")


def places_to_choose():
    """The public places in Indonesian, by name."""
    return PlacePage.objects.for_visitors().visitable().filter(locale__language_code="id").order_by("title")


class VisitForm(forms.ModelForm):
    """One visit. What stands beside it, the place and the moment, never keeps it out."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    at = forms.DateTimeField(required=False)
    about = forms.CharField(required=False)

    class Meta:
        model = Visit
        fields = ["channel", "topic", "origin", "language", "outcome"]
        error_messages = {
            "topic": {"required": CHOOSE_TOPIC, "invalid_choice": CHOOSE_TOPIC},
            "outcome": {"required": CHOOSE_OUTCOME, "invalid_choice": CHOOSE_OUTCOME},
        }

    def clean_about(self):
        """The place, or None of one that is no longer public."""
        chosen = self.cleaned_data["about"]
        return places_to_choose().filter(pk=int(chosen[:18])).first() if chosen.isdecimal() else None

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("origin") and not cleaned.get("language") and "origin" not in self.errors:
            raise ValidationError({"origin": CHOOSE_ORIGIN})
        now = timezone.now()
        at = cleaned.get("at") or now
        self.errors.pop("at", None)
        # A tablet whose clock is wrong: it counts when it comes in.
        cleaned["at"] = at if now - KEPT_AT_MOST < at <= now else now
        return cleaned

    def keep(self, user):
        """Write it down, once for each key."""
        told = {name: self.cleaned_data[name] for name in [*self.Meta.fields, "at", "about"]}
        Visit.objects.get_or_create(key=self.cleaned_data["key"], defaults=told | {"noted_by": user})
