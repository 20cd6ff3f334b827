"""A week before a long notice ends its author is asked whether it goes on."""

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.users.models import UserProfile

from jobs import mail
from places.safety import sentences


def to_be_asked_about(now, **wanted):
    """Long notices that end within a week, `wanted` as in filter(); one query."""
    notices = apps.get_model("places.Notice").objects.with_areas().filter(is_draft=False, ended_at=None, **wanted)
    return [notice for notice in notices.select_related("author") if notice.is_asked_about(now)]


def ask_authors():
    """One mail for each such notice to whoever set it, once for each of its ends."""
    now = timezone.now()
    for notice in to_be_asked_about(now):
        starts_at, ends_at = notice.period_at(now)
        author = notice.author
        if (notice.asked_at and notice.asked_at >= starts_at) or not (author and author.is_active and author.email):
            continue
        language = UserProfile.get_for_user(author).get_preferred_language()
        with override(language):
            context = {
                "area": notice.area,
                "sentence": sentences.sentence(notice, ends_at, notice.area),
                "address": settings.WAGTAILADMIN_BASE_URL + reverse("notices:edit", args=[notice.pk]),
            }
        mail.send("notice_ends", [author.email], language, context)
        type(notice).objects.filter(pk=notice.pk).update(asked_at=now)
