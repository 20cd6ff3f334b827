from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        from accounts.models import User

        post_save.connect(speak_indonesian, sender=User)


def speak_indonesian(instance, created, raw, **kwargs):
    """Give a new account an admin in Indonesian: Wagtail's catalogue is called "id-id", not "id"."""
    if created and not raw:
        from wagtail.users.models import UserProfile

        UserProfile.objects.get_or_create(user=instance, defaults={"preferred_language": "id-id"})


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's users, with the organisation that they write for."""

    user_viewset = "accounts.viewsets.PeopleViewSet"
