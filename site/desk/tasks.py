from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.users.models import UserProfile

from desk.lateness import LATE_AFTER_HOURS, late_since
from desk.letters import answer_letter, deliver, handover_letter
from desk.models import DeskSettings, Handover, Message, Question
from desk.offers.keeping import KEPT
from jobs import mail
from jobs.declaring import TryLater, enqueue_once, job
from jobs.schedule import claims, period_start

# Whoever floods the form must not flood mailboxes: one mail tells all that came in these minutes.
GATHERED_FOR = timedelta(minutes=5)
PERMISSION = "desk.change_question"
DIGEST = "desk.digest"  # of ScheduledRun: the last day that was told of
BACKEND = "django.contrib.auth.backends.ModelBackend"


@job(gettext_lazy("Send an answer by e-mail"), priority=50)
def send_answer(message_id):
    """Send the e-mail of an answer, unless it is sent or the visitor has deleted it. Text and address stay out of the job."""
    message = Message.objects.select_related("question").filter(pk=message_id, mail_state=Message.Mail.WAITING).first()
    if message and message.question.contact and deliver(message, answer_letter(message)):
        raise TryLater(_("The answer could not be sent yet."))


@job(gettext_lazy("Send the link of a question that is handed over"), priority=50)
def send_handover(handover_id):
    """Send the e-mail to whoever is asked, unless it is sent or no longer needed. Link and address stay out of the job."""
    waiting = Handover.objects.awaited().select_related("question", "question__about")
    handover = waiting.filter(pk=handover_id, mail_state=Handover.Mail.WAITING).first()
    if handover and deliver(handover, handover_letter(handover)):
        raise TryLater(_("The e-mail could not be sent yet."))


@job(gettext_lazy("Forget who asked long ago"))
def forget_questions():
    """Delete names, contacts and photographs of questions finished as long ago as the settings say."""
    now = timezone.now()
    due = Question.objects.to_forget(now - timedelta(days=DeskSettings.load().kept_days))
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            for question in due.select_for_update().filter(pk=pk):
                question.forget(now)
    KEPT.forget()


@job(gettext_lazy("Tell the desk of questions that wait"))
def tell_desk():
    """One mail to each at the desk who wants to be told (Account → Notifications): how many, never what."""
    if Question.objects.new().exists():
        _tell(timezone.now())


@job(gettext_lazy("Tell the desk each working day what is still unanswered"))
def tell_desk_daily():
    """The same, once on each working day on which somebody waits; a second try on that day sends nothing."""
    now = timezone.now()
    if not DeskSettings.load().working_time.is_workday(timezone.localdate(now)):
        return
    day = period_start(now, timedelta(days=1), timedelta(0))
    with transaction.atomic():  # either the day is noted and the mails are handed over, or neither
        if Question.objects.unanswered().exists() and claims(DIGEST, day):
            _tell(now)


def _tell(now):
    context = {
        "number": Question.objects.unanswered().count(),
        "late": Question.objects.late(late_since(now)).count(),
        "hours": LATE_AFTER_HOURS,
        "address": settings.WAGTAILADMIN_BASE_URL + reverse("desk:index"),
    }
    for user in get_user_model().objects.with_perm(PERMISSION, backend=BACKEND).exclude(email=""):
        profile = UserProfile.get_for_user(user)
        if profile.submitted_notifications:
            mail.send("questions_wait", [user.email], profile.get_preferred_language(), context)


def question_came_in():
    """Have the desk told, once for all that come within some minutes."""
    enqueue_once(tell_desk.using(run_after=timezone.now() + GATHERED_FOR))
