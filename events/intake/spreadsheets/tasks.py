"""Bringing a table in outside the request, however long it is."""

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


@job(gettext_lazy("Bring in a table of events"))
def bring_in_table(filename, name, user_id, language):
    """Write what the dry run showed, in the language in which it was shown. Goes on where an earlier try ended."""
    user = get_user_model().objects.get(pk=user_id)
    with translation.override(language):
        try:
            kept = KeptImport.taken(name)
            plan = kept.plan(user)
        except (Gone, UnreadableFile) as error:
            raise Failure(_("The file is kept no longer. Upload it once more to see how things stand.")) from error
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
        log(event_index(), "events.import_spreadsheet", user=user, data={"file": filename, **counted(done.values())})
