"""Logging in and asking for a new password, within limits."""

from datetime import timedelta

from django.utils import timezone
from wagtail.admin.views import account

from accounts.guessing import remember_browser, too_many
from accounts.limits import Limit
from accounts.visitor_address import counted_address

HOUR = timedelta(hours=1)
RESETS_BY_ADDRESS = Limit("password reset by address", 10, HOUR)
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
