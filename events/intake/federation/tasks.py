"""Reading other offices' calendars outside the request: nobody waits, and each source fails by itself."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from events.intake.federation.importers import apply_plan
from events.intake.federation.planning import make_plan
from events.intake.federation.pulling import PullFailed, pull
from events.intake.reading.incoming import Unreadable
from events.intake.reading.limits import Limits
from events.intake.reading.readers import read
from events.models import EventSource, UploadedCalendar
from jobs.declaring import Failure, enqueue_once, job

UPLOAD_CPU_SECONDS = 60


@job(_("Read the calendars of other offices"))
def pull_calendars():
    for pk in EventSource.objects.exclude(url="").filter(is_active=True).values_list("pk", flat=True):
        enqueue_once(pull_calendar, pk)


@job(_("Read the calendar of another office"))
def pull_calendar(source_id, user_id=None):
    """Returns how many events are new and changed, or None when the source has not changed."""
    source = EventSource.objects.select_related("organisation").filter(pk=source_id).first()
    if source is None:  # deleted meanwhile
        return None
    user = _user(user_id)
    try:
        with _words_for(user):
            report = pull(source, user)
    except PullFailed as error:  # the next hour's pull is the next try
        raise Failure(f"{source}: {error}") from error
    return report and {action: report["counts"].get(action, 0) for action in ("new", "changed")}


@job(_("Look through a calendar file"))
def look_through_upload(source_id):
    """Returns the report of what the file would bring."""
    upload = UploadedCalendar.objects.select_related("source__organisation", "uploaded_by").filter(source=source_id)
    upload = upload.first()
    if upload is None:
        return None
    with _words_for(upload.uploaded_by):
        return _plan(upload, timezone.now()).report()


@job(_("Take the events of a calendar file"))
def take_upload(source_id, user_id, uploaded_at):
    """Take what somebody has seen the report of: the file uploaded at that moment."""
    upload = UploadedCalendar.objects.select_related("source__organisation").filter(
        source=source_id, uploaded_at=uploaded_at
    )
    upload = upload.first()
    if upload is None:  # done already, or thrown away
        return
    now, user = timezone.now(), _user(user_id)
    with _words_for(user):
        plan = _plan(upload, now)
        apply_plan(plan, user, now)
        report = plan.report()
    source = upload.source
    source.last_report = report | {"at": now.isoformat(), "file": upload.file_name}
    source.last_success_at = now
    with transaction.atomic():
        source.save(update_fields=["last_report", "last_success_at"])
        upload.delete()


def _plan(upload, now):
    try:
        reading = read(bytes(upload.body))
    except Unreadable as error:
        raise Failure(str(error)) from error
    if upload.source.url:
        reading.is_whole = False  # a file that somebody sends beside the pulled calendar tells nothing of the rest
    limits = Limits(cpu_seconds=UPLOAD_CPU_SECONDS)  # nobody pulls a file a second time
    return make_plan(upload.source, reading, timezone.localdate(now), max(1, len(reading.items)), limits)


def _words_for(user):
    """The language of whoever reads the report: an editor who asked for it, else that of the office."""
    profile = getattr(user, "wagtail_userprofile", None)
    return translation.override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE)


def _user(user_id):
    return get_user_model().objects.filter(pk=user_id).first()
