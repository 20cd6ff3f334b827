"""An event that somebody outside the office proposes, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from content.files.private_files import private_storage
from events.choices import EVENT_REGENCIES
from events.models.event import EventPage
from places.districts import Regency

# Without the signs that are mistaken for each other when read out: 0 O, 1 I L, U V.
REFERENCE_SIGNS = "23456789ABCDEFGHJKMNPQRSTWXYZ"


def new_reference():
    """A number to give out, e.g. ``K7QX-94MD``."""
    return f"{get_random_string(4, REFERENCE_SIGNS)}-{get_random_string(4, REFERENCE_SIGNS)}"


class EventProposalQuerySet(models.QuerySet):
    def waiting(self):
        """Proposals nobody has decided on yet, the oldest first."""
        return self.filter(state__in=EventProposal.UNDECIDED).order_by("received_at")

    def to_forget(self, before):
        """Proposals whose personal data nobody needs any more, on the day `before`.

        Those decided before that moment, and those never decided on whose event was over by then.
        """
        undecided = Q(state__in=EventProposal.UNDECIDED, received_at__lt=before)
        over = Q(ends_on__lt=before.date()) | Q(ends_on=None, starts_on__lt=before.date())
        return self.filter(Q(forgotten_at=None), Q(decided_at__lt=before) | (undecided & over))


class EventProposal(models.Model):
    """What was filled in at the public form. The contact is personal data and never leaves the admin."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        LOOKED_AT = "looked_at", _("Being looked at")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    UNDECIDED = (State.RECEIVED, State.LOOKED_AT)

    reference = models.CharField(_("number"), max_length=9, unique=True, default=new_reference, editable=False)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="id")
    title = models.CharField(_("name of the event"), max_length=120)
    place_text = models.CharField(_("place"), max_length=200)
    regency = models.CharField(_("regency"), max_length=20, choices=EVENT_REGENCIES, default=Regency.WONOGIRI)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    start_time = models.TimeField(_("starts at"), null=True, blank=True)
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    description = models.TextField(_("description"), max_length=3000)
    organiser_name = models.CharField(_("organiser"), max_length=120)
    contact = models.CharField(_("contact"), max_length=120)
    link = models.URLField(_("link"), max_length=300, blank=True)
    picture = models.FileField(_("picture"), upload_to="proposals", storage=private_storage, blank=True)
    picture_credit = models.CharField(_("who made the picture"), max_length=120, blank=True)

    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.RECEIVED)
    received_at = models.DateTimeField(_("received"), auto_now_add=True, db_index=True)
    looked_at = models.DateTimeField(_("looked at"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    reason = models.CharField(
        _("reason"),
        max_length=400,
        blank=True,
        help_text=_("The proposer reads this sentence, e.g. “We list only events that are open to the public.”"),
    )
    event = models.ForeignKey(
        EventPage, verbose_name=_("event"), null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    forgotten_at = models.DateTimeField(_("personal data deleted"), null=True, editable=False)
    # Counted for an hour, then emptied: see events.intake.proposals.limits.
    sender = models.CharField(max_length=40, blank=True, editable=False, db_index=True)
    form_key = models.CharField(max_length=32, null=True, unique=True, editable=False)

    objects = EventProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self):
        return f"{self.title} ({self.reference})"

    @property
    def is_decided(self):
        return self.state not in self.UNDECIDED

    def as_event(self, **fields):
        """An unsaved EventPage with the dates and the place of this proposal."""
        return EventPage(
            title=self.title,
            timing=EventPage.Timing.SPAN,
            starts_on=self.starts_on,
            ends_on=self.ends_on if self.ends_on != self.starts_on else None,
            start_time=self.start_time,
            end_time=self.end_time,
            place_text=self.place_text,
            regency=self.regency,
            **fields,
        )

    def forget(self, now):
        """Delete what says who sent this in, and the picture; what was proposed stays."""
        self.picture.delete(save=False)
        self.contact = self.organiser_name = self.picture_credit = self.sender = ""
        self.forgotten_at = now
        self.save()


def delete_picture(instance, **kwargs):
    """A deleted proposal leaves no file behind (signal receiver)."""
    instance.picture.delete(save=False)
