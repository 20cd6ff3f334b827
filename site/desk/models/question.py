"""A question, and all that was said about it. Its words and its contact are personal data: they stand nowhere else."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from desk.contacts import ContactKind, without_contacts
from desk.models.handover import Handover
from desk.models.mailed import Mailed
from desk.topics import Topic
from desk.words import SECRET_LENGTH

HELD_FOR = timedelta(minutes=15)
PROPOSED_AT_MOST = 200


def new_secret():
    return get_random_string(SECRET_LENGTH)


class QuestionQuerySet(models.QuerySet):
    def new(self):
        """Nobody has answered yet, nor asked elsewhere."""
        return self.filter(state=Question.State.NEW, is_suspect=False)

    def suspect(self):
        """Held because of many links: somebody looks before anybody is told."""
        return self.filter(state=Question.State.NEW, is_suspect=True)

    def waiting(self):
        return self.filter(state=Question.State.WAITING)

    def open(self):
        return self.filter(state__in=Question.UNDONE)

    def unanswered(self):
        """Visitors who wait, whether here or because others are asked."""
        return self.open().filter(is_suspect=False)

    def late(self, since):
        """Those who have waited from a moment on, or longer."""
        return self.unanswered().filter(waits_since__lte=since)

    def done(self):
        return self.exclude(state__in=Question.UNDONE)

    def counted(self):
        """What a report counts: all but abuse and what is held unread. Who deletes a question is counted no more."""
        return self.filter(is_abuse=False).exclude(is_suspect=True, answered_at=None)

    def of(self, user):
        """What somebody has taken over and not finished."""
        return self.open().filter(owner=user)

    def with_words(self, text):
        """Questions in whose number, name, contact or thread a text stands."""
        day, _dash, serial = text.strip().partition("-")
        if len(day) == 4 and day.isdecimal() and serial.isdecimal():
            return self.filter(received_on__month=int(day[:2]), received_on__day=int(day[2:]), serial=int(serial[:4]))
        said = Message.objects.filter(question=OuterRef("pk"), text__icontains=text)
        return self.filter(Q(name__icontains=text) | Q(contact__icontains=text) | Exists(said))

    def for_list(self):
        """With what the list of the desk shows: the first words, who holds it, who was `asked`, whether a mail failed."""
        asked = Message.objects.filter(question=OuterRef("pk"), kind=Message.Kind.VISITOR)
        failed = Message.objects.filter(question=OuterRef("pk"), mail_state=Message.Mail.FAILED)
        handovers = Handover.objects.filter(revoked_at=None).select_related("organisation")
        listed = self.select_related("about", "owner", "held_by")
        return listed.prefetch_related(Prefetch("handovers", handovers, to_attr="asked")).annotate(
            first_words=models.Subquery(asked.order_by("pk").values("text")[:1]), has_failed_mail=Exists(failed)
        )

    def to_forget(self, before):
        """Answered or closed before a moment, and still with a name."""
        return self.filter(forgotten_at=None, finished_at__lt=before)


class Question(models.Model):
    """What a visitor asked. Whoever knows `secret` may read the thread and delete it."""

    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        NEW = "new", _("New")
        WAITING = "waiting", _("Waiting for others")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        CORRECTION = "correction", _("Correction")
        PHOTOS = "photos", _("Photos")

    class Outcome(models.TextChoices):
        """What became of what a visitor told or sent."""

        NONE = "", _("Not decided")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    UNDONE = (State.NEW, State.WAITING)

    received_on = models.DateField(_("received on"))
    serial = models.PositiveSmallIntegerField(_("number of the day"))
    secret = models.CharField(max_length=SECRET_LENGTH, unique=True, default=new_secret, editable=False)
    form_key = models.CharField(max_length=32, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.QUESTION)
    fact = models.CharField(_("which fact"), max_length=120, blank=True)
    proposed = models.CharField(_("what is right"), max_length=PROPOSED_AT_MOST, blank=True, default="")
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, blank=True, default="")
    # Its choices are facts.kinds.FactKind; named here, every new kind would be a migration of the desk.
    fact_kind = models.CharField(_("asked at which fact"), max_length=20, blank=True, default="")
    topic = models.CharField(_("topic"), max_length=12, choices=Topic.choices, blank=True, default="")
    about = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("about"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="id")
    name = models.CharField(_("name"), max_length=80, blank=True)
    contact_kind = models.CharField(_("kind of contact"), max_length=10, choices=ContactKind.choices, blank=True)
    contact = models.CharField(_("contact"), max_length=254, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.NEW, db_index=True)
    is_suspect = models.BooleanField(_("held because of its links"), default=False)
    is_abuse = models.BooleanField(_("abuse"), default=False)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), null=True, on_delete=models.SET_NULL, related_name="merged"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("held by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    held_at = models.DateTimeField(null=True)
    draft = models.TextField(_("draft"), blank=True)
    draft_at = models.DateTimeField(null=True)
    helped = models.BooleanField(_("helped"), null=True)

    received_at = models.DateTimeField(_("received"), db_index=True)
    waits_since = models.DateTimeField(_("waits since"))
    read_at = models.DateTimeField(_("read"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True, db_index=True)
    forgotten_at = models.DateTimeField(_("personal data deleted"), null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["waits_since", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [models.UniqueConstraint(fields=["received_on", "serial"], name="question_number")]

    def __str__(self):
        """Its number only: histories and error reports keep this."""
        return self.number

    @property
    def number(self):
        """To be read out: month, day, and which one of that day, e.g. ``0603-17``."""
        return f"{self.received_on:%m%d}-{self.serial:02}"

    @property
    def is_done(self):
        return self.state not in self.UNDONE

    def hold(self, user, now, is_taking_over=False):
        """Take it for `user` if nobody else has it; after HELD_FOR a colleague may take it over. Whether it is theirs."""
        free = Q(held_by=None) | Q(held_by=user)
        if is_taking_over:
            free |= Q(held_at__lt=now - HELD_FOR)
        is_held = bool(Question.objects.filter(free, pk=self.pk).update(held_by=user, held_at=now))
        self.refresh_from_db(fields=["held_by", "held_at"])
        return is_held

    def may_be_taken_over(self, now):
        return self.held_at is not None and self.held_at < now - HELD_FOR

    def say(self, kind, text, now, **fields):
        """Add to the thread."""
        return Message.objects.create(question=self, kind=kind, text=text, at=now, **fields)

    def finish(self, state, now):
        """Nothing is left to do; let go of it."""
        self.state, self.finished_at = state, now
        self.held_by = self.held_at = self.draft_at = None
        self.draft = ""

    def reopen(self, now):
        """Something is to be answered again."""
        self.state, self.finished_at, self.merged_into, self.helped, self.waits_since = (
            self.State.NEW, None, None, None, now,
        )  # fmt: skip

    def withdraw(self, now):
        """Delete it with all that was said; those that were to be answered together with it are open again."""
        with transaction.atomic():
            for other in self.merged.select_for_update():
                other.reopen(now)
                other.save()
            self.delete()

    def forget(self, now):
        """Delete who asked and who was asked: names, contacts, notes, photos, and addresses and numbers that stand in the texts.

        By what kind of contact they were answered stays, for the report.
        """
        self.messages.filter(kind=Message.Kind.NOTE).delete()
        self.handovers.all().delete()
        self.photos.filter(image=None).delete()
        for message in self.messages.all():
            message.text = without_contacts(message.text)
            message.save(update_fields=["text"])
        self.fact, self.proposed = without_contacts(self.fact), without_contacts(self.proposed)
        self.name = self.contact = self.draft = ""
        self.forgotten_at = now
        self.save()


class Message(Mailed):
    """One thing said: by the visitor, by the desk, or as a note that stays inside.

    What somebody outside proposes for the answer (`handover`) is such a note too.
    """

    class Kind(models.TextChoices):
        VISITOR = "visitor", _("Visitor")
        DESK = "desk", _("Information desk")
        NOTE = "note", _("Note inside")

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField(_("text"), max_length=4000)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    handover = models.ForeignKey("desk.Handover", null=True, on_delete=models.CASCADE, related_name="replies")
    form_key = models.CharField(max_length=32, null=True, unique=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self):
        return f"{self.question_id} · {self.pk}"
