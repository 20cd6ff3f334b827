from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel

from places.safety.dangers import Safety
from places.safety.known import state_now


class SafetyState(models.Model):
    """Whether a place may be visited now, who says so and until when."""

    safety_state = models.CharField(
        _("state"),
        max_length=8,
        choices=Safety.choices,
        default=Safety.UNKNOWN,
        help_text=_("Seen on the page, on cards, on the map and at every event here."),
    )
    safety_headline = models.CharField(
        _("warning in a few words"),
        max_length=40,
        blank=True,
        default="",
        help_text=_(
            "What the danger is, in place of “Take care”; e.g. “Jangan berenang” or “Tutup setelah hujan”. It stands in "
            "lists, on the map and in search results."
        ),
    )
    safety_reason = models.CharField(
        _("what a visitor should do"),
        max_length=300,
        blank=True,
        help_text=_("E.g. “Do not swim: the surf is strong.”"),
    )
    safety_valid_until = models.DateTimeField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("After this the page says “Ask first”, never “open”. Time in Wonogiri (WIB)."),
    )
    safety_issuer = models.CharField(
        _("according to"),
        max_length=150,
        blank=True,
        help_text=_("Who said so and when, e.g. “SAR Parangtritis, 3 June 2027”."),
    )
    safety_panel = MultiFieldPanel(
        ["safety_state", "safety_headline", "safety_reason", FieldRowPanel(["safety_valid_until", "safety_issuer"])],
        _("State of safety"),
    )
    # The same in every language.
    safety_facts = ("safety_state", "safety_valid_until")

    class Meta:
        abstract = True

    def publishing_problems(self):
        yield from super().publishing_problems()
        if self.safety_state == Safety.CLOSED and not self.safety_reason:
            yield "safety_reason", _("Say why this place is closed and what a visitor should do instead.")
        if self.safety_valid_until and self.safety_valid_until <= timezone.now() and not self.has_run_out_since:
            yield (
                "safety_valid_until",
                _("This moment is over. Give a later one, or leave it empty when nobody knows how long it holds."),
            )

    @property
    def has_run_out_since(self):
        """Whether visitors have been told this end already: it ran out, and other things may still be changed."""
        told = type(self).objects.filter(pk=self.pk, live=True).values_list("safety_valid_until", flat=True)
        return self.safety_valid_until in told

    @property
    def safety_now(self):
        """The State that a visitor is told now: by this page and by every notice that covers the place."""
        return state_now(self)

    @property
    def safety(self):
        """Open, take care, closed, or not known."""
        return self.safety_now.state

    @property
    def has_safety_report(self):
        """Whether anybody has said anything of its state, also when that has run out since."""
        return self.safety_now.is_reported

    @property
    def warning(self):
        """What the danger is, in a few words; "" where none is told now."""
        return self.safety_now.headline

    @property
    def safety_label(self):
        """The state in a few words: the danger itself, and that a place is closed before why."""
        return self.safety_now.label
