"""Who sits at the desk: whoever may change questions."""

from functools import wraps

from django.core.exceptions import PermissionDenied

from desk.tasks import PERMISSION


def may_answer(user):
    return user.is_active and user.has_perm(PERMISSION)


def at_desk(view):
    """A view of the admin for those at the desk."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if not may_answer(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked
