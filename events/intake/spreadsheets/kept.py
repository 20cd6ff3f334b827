"""The uploaded table between its dry run and its import: kept outside public media, for its owner, for two hours."""

import hashlib
import io
import json
from datetime import timedelta
from pathlib import Path

from django.core import signing
from django.utils.crypto import get_random_string

from content.files.private_files import delete_older_than, private_storage
from events.intake.spreadsheets.days import DAY_FIRST, MONTH_FIRST
from events.intake.spreadsheets.importing import Import, Line

FOLDER = "imports"
KEPT_FOR = timedelta(hours=2)
ORDERS = {"day": DAY_FIRST, "month": MONTH_FIRST}  # what an editor may choose for 5/6/2027
SALT = "events.spreadsheets.kept"


class Gone(LookupError):
    """The file is kept no longer, or belongs to somebody else."""


class KeptImport:
    """One uploaded file, what its dry run showed, and which lines are written already."""

    def __init__(self, name, state):
        self.name = name
        self.state = state

    @classmethod
    def keep(cls, data, filename, user, publish):
        """Keep the bytes of a file."""
        delete_older_than(FOLDER, KEPT_FOR)
        kept = cls(
            get_random_string(24),
            {
                "user": user.pk,
                "filename": filename[:100],
                "publish": publish,
                "order": None,
                "shown": {},
                "unknown": [],
            },
        )
        kept._path("state").parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept._path("table").write_bytes(data)
        kept._path("table").chmod(0o600)
        return kept

    @classmethod
    def take(cls, token, user):
        """What a token of this person stands for, once: a second click finds it taken. Raises Gone."""
        try:
            kept = cls(signing.loads(token, salt=SALT, max_age=KEPT_FOR), {})
            kept.state = json.loads(kept._path("state").read_text())
            if kept.state["user"] != user.pk:
                raise Gone
            kept._path("state").rename(kept._path("taken"))
        except (signing.BadSignature, OSError, ValueError) as error:
            raise Gone from error
        return kept

    @classmethod
    def taken(cls, name):
        """What was taken before, for the job that brings it in and for its report. Raises Gone."""
        kept = cls(name, {})
        try:
            kept.state = json.loads(kept._path("taken").read_text())
        except (OSError, ValueError) as error:
            raise Gone from error
        return kept

    @property
    def token(self):
        return signing.dumps(self.name, salt=SALT)

    def plan(self, user):
        """The Import as it would go now, without the lines that are written."""
        try:
            data = self._path("table").read_bytes()
        except OSError as error:
            raise Gone from error
        order = ORDERS.get(self.state.get("order"))
        return Import(io.BytesIO(data), user, self.state["publish"], done=self.done, order=order)

    def show(self, plan):
        """Remember what the editor is shown: only that may be written."""
        self.state["shown"] = {str(line.number): _digest(line) for line in plan.lines}
        self.state["unknown"] = plan.unknown
        path = self._path("new")
        path.write_text(json.dumps(self.state))
        path.chmod(0o600)
        path.replace(self._path("state"))

    def was_shown(self, line):
        """Whether the editor has seen exactly this."""
        return self.state["shown"].get(str(line.number)) == _digest(line)

    @property
    def done(self):
        """``{line number: Line}`` of what is written."""
        if not self._path("done").exists():
            return {}
        lines = [Line(**json.loads(line)) for line in self._path("done").read_text().splitlines()]
        return {line.number: line for line in lines}

    def note_done(self, line):
        """Remember a written line at once, so that whoever goes on after this process knows it."""
        with self._path("done").open("a") as done:
            done.write(json.dumps(line.as_json(), default=str) + "\n")

    def delete(self):
        for kind in ("state", "table"):
            self._path(kind).unlink(missing_ok=True)

    def _path(self, kind):
        return Path(private_storage().path(f"{FOLDER}/{self.name}.{kind}"))


def _digest(line):
    return hashlib.sha256(json.dumps(line.as_json(), sort_keys=True, default=str).encode()).hexdigest()[:20]
