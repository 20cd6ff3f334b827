from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import get_page_models
from wagtail.signals import page_published

from content.models import BasePage
from content.translating.shared_values import differing, pages_with_translations, translations_of


class Command(BaseCommand):
    help = (
        "Find translations that say something else than their source about what is true once (prices, points, "
        "states, dates, photos) and bring it to them. Words are never touched; it may run at any time."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what differs")

    def handle(self, *args, **options):
        number = 0
        for model in get_page_models():
            if issubclass(model, BasePage):
                for source in pages_with_translations(model).live().iterator():
                    number += self.align(source, options["dry_run"])
        done = "differ from their source" if options["dry_run"] else "were brought in step with their source"
        self.stdout.write(f"{number} translations {done}.")

    @transaction.atomic
    def align(self, source, is_dry_run):
        """How many translations of `source` differed; says so line by line."""
        number = 0
        for translation in translations_of(source).select_related("locale"):
            if fields := differing(source, translation):
                names = ", ".join(field.name for field in fields)
                self.stdout.write(f"{source.title} ({translation.locale.language_code}): {names}")
                number += 1
        if number and not is_dry_run:
            # As when the source is published: calendars, kept pages and proxies are told as well.
            page_published.send(sender=type(source), instance=source, revision=source.live_revision)
        return number
