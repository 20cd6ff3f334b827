import secrets

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User

NAME = "admin"


class Command(BaseCommand):
    help = "Make the first administrator with a random password, shown once. Does nothing when there is one."

    def handle(self, **options):
        if User.objects.filter(is_superuser=True).exists():
            return
        if User.objects.filter(username=NAME).exists():
            raise CommandError(f"An account “{NAME}” exists that is no administrator. Run manage.py createsuperuser.")
        password = secrets.token_urlsafe(15)
        User.objects.create_superuser(username=NAME, password=password)
        self.stdout.write(f"  First login        user name {NAME}, password {password}")
        self.stdout.write("                     (shown only now: write it down, or change it in the admin)")
