"""Who may work on events: whoever may add a page to the list of events. No second list of rights to keep."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from wagtail.permission_policies import BasePermissionPolicy

from content.publishing import until_published
from events.intake.drafts import event_index

# The menu of every admin page asks several times.
_event_index = until_published(event_index)


def can_add_events(user):
    """Whether somebody may add an event, and so may see what is proposed."""
    index = _event_index()
    return bool(user.is_active and index and index.permissions_for_user(user).can_add_subpage())


def can_publish_events(user):
    index = _event_index()
    return bool(user.is_active and index and index.permissions_for_user(user).can_publish_subpage())


def adds_events(view):
    """A view of the admin for those who may add events."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not can_add_events(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


def publishes_events(view):
    """A view of the admin for those who may publish events."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not can_publish_events(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


class EventsPermissionPolicy(BasePermissionPolicy):
    """For what was sent in: those who may add events may look and delete; nobody adds or rewrites it."""

    ACTIONS = frozenset({"view", "delete"})

    def user_has_permission(self, user, action):
        return action in self.ACTIONS and can_add_events(user)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions):
        from accounts.models import User

        allowed = [
            user.pk for user in User.objects.filter(is_active=True) if self.user_has_any_permission(user, actions)
        ]
        return User.objects.filter(pk__in=allowed)


class SourcePermissionPolicy(EventsPermissionPolicy):
    """For other offices' calendars: who may add events may look, who may publish them decides what is read."""

    ACTIONS = frozenset({"view", "add", "change", "delete"})

    def user_has_permission(self, user, action):
        allowed = can_add_events if action == "view" else can_publish_events
        return action in self.ACTIONS and allowed(user)
