"""Adding an event by code as an editor would: a draft in the list of events, with its places in other languages."""

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail_localize.synctree import create_aliases_for_new_page

from events.models import EventIndexPage


class NoIndex(LookupError):
    """There is no Indonesian list of events to add anything to."""


def event_index():
    """The list of events in the source language, or None before the seed."""
    return EventIndexPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()


def add_draft(page, user):
    """Add an unsaved EventPage as a draft; `user` stands in its history. Raises NoIndex."""
    index = event_index()
    if index is None:
        raise NoIndex(_("There is no list of events to put it into."))
    page.live, page.locale, page.owner = False, index.locale, user
    index.add_child(instance=page)
    log(page, "wagtail.create", user=user, content_changed=True)
    page.save_revision(user=user, clean=False)
    create_aliases_for_new_page(page)
    return page
