"""The dry run of a table, and bringing it in: outside the request, however long it is."""

from django.contrib.auth import get_user_model
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from content.spreadsheets.cells import UnreadableFile
from events.intake.drafts import event_index
from events.intake.spreadsheets.importing import CHANGED, CREATED, PROBLEM, counted
from events.intake.spreadsheets.kept import Gone, KeptImport
from jobs.declaring import Failure, job, tell_progress


@job(gettext_lazy("See what a table of events would change"))
def plan_table(filename, name, asked):
    """Make the dry run of a kept file, in the language of who `asked` (see KeptImport)."""
    kept = KeptImport(name, asked)
    with translation.override(asked["language"]):
        try:
            kept.show(_plan(kept, tell_progress))
        except UnreadableFile as error:
            kept.delete()
            raise Failure(str(error)) from error


@job(gettext_lazy("Bring in a table of events"))
def bring_in_table(filename, name, user_id):
    """Write what the dry run showed, in the language in which it was shown. Goes on where an earlier try ended."""
    try:
        kept = KeptImport.read(name, "taken")
    except Gone as error:
        raise Failure(_no_file()) from error
    with translation.override(kept.asked["language"]):
        plan = _plan(kept)
        done = kept.done
        for line in plan.lines:
            if line.outcome in {CREATED, CHANGED} and not kept.was_shown(line):
                line.outcome = PROBLEM
                line.notes.append(
                    _(
                        "The event was changed since you were shown this line; it was not written. Upload the file again."
                    )
                )
            else:
                plan.apply(line)
            kept.note_done(line)
            done[line.number] = line
            tell_progress(len(done), len(plan.rows))
        user = plan.user
        log(event_index(), "events.import_spreadsheet", user=user, data={"file": filename, **counted(done.values())})


def _plan(kept, tell=None):
    try:
        return kept.plan(get_user_model().objects.get(pk=kept.asked["user"]), tell)
    except Gone as error:
        raise Failure(_no_file()) from error


def _no_file():
    return _("The file is kept no longer. Upload it once more to see how things stand.")
