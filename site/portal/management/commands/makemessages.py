from django.conf import settings
from django.core.management.commands import makemessages

NOT_OURS = ["var", "tests", "docs", "static", "node_modules"]


class Command(makemessages.Command):
    help = "Bring site/locale/id and jv up to date with the msgids in the source. Run it in the project's root."

    # A guessed translation is wrong more often than it helps.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args, **options):
        if not (options["locale"] or options["exclude"] or options["all"]):
            options["locale"] = [code for code, _name in settings.LANGUAGES if code != "en"]
        options["ignore_patterns"] = [*options["ignore_patterns"], *NOT_OURS]
        options |= {"no_location": True, "no_wrap": True, "no_obsolete": True}
        super().handle(*args, **options)
