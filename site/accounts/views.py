"""Logging in, asking for a new password and opening what has one of its own, within limits."""

from datetime import timedelta
from functools import wraps

from django.utils import timezone
from wagtail.admin.views import account
from wagtail.documents.views import serve
from wagtail.views import authenticate_with_password

from accounts.guessing import remember_browser, too_many
from accounts.limits import Limit
from accounts.visitor_address import counted_address

HOUR = timedelta(hours=1)
RESETS_BY_ADDRESS = Limit("password reset by address", 10, HOUR)
PAGE_PASSWORDS = Limit("password of a page by address", 10, timedelta(minutes=15))
RESETS_TO_MAILBOX = Limit("password reset to mailbox", 3, HOUR)


class LoginView(account.LoginView):
    """Wagtail's, which lets the browser be known afterwards."""

    def form_valid(self, form):
        response = super().form_valid(form)
        remember_browser(response, self.request.user.get_username())
        return response


class PasswordResetView(account.PasswordResetView):
    """Wagtail's; how often it sends is limited whether or not there is an account for the mailbox."""

    def form_valid(self, form):
        now = timezone.now()
        address, mailbox = counted_address(self.request) or "", form.cleaned_data["email"].lower()
        wait = RESETS_BY_ADDRESS.take(address, now) or RESETS_TO_MAILBOX.take(mailbox, now)
        return too_many(self.request, wait) if wait else super().form_valid(form)


def within_limits(view):
    """A view of Wagtail that takes the password of a page or a collection, at most so often from one address."""

    @wraps(view)
    def limited(request, *args, **kwargs):
        if request.method == "POST":
            wait = PAGE_PASSWORDS.take(counted_address(request) or "", timezone.now())
            if wait:
                return too_many(request, wait, "429.html")
        return view(request, *args, **kwargs)

    return limited


page_password = within_limits(authenticate_with_password)
collection_password = within_limits(serve.authenticate_with_password)
