"""The uploaded table between its dry run and its import: kept outside public media, for its owner, for two hours."""

import io
import json
from pathlib import Path

from django.core import signing
from django.utils.crypto import get_random_string

from content.files.private_files import private_storage
from content.spreadsheets.uploads import FOLDER, KEPT_FOR
from events.intake.spreadsheets.days import DAY_FIRST, MONTH_FIRST
from events.intake.spreadsheets.importing import Import, Line

ORDERS = {"day": DAY_FIRST, "month": MONTH_FIRST}  # what an editor may choose for 5/6/2027
SALT = "events.spreadsheets.kept"


class Gone(LookupError):
    """The file is kept no longer, or belongs to somebody else."""


class KeptImport:
    """One uploaded file, what its dry run showed, and which lines are written already.

    `asked` is what the editor asked for: ``{"user", "filename", "publish", "order", "language"}``; `shown` what the dry
    run showed: ``{"lines": {number: line}, "unknown": headings that nobody reads, "asks_order": bool}``.
    """

    def __init__(self, name, asked, shown=None):
        self.name = name
        self.asked = asked
        self.shown = shown

    @classmethod
    def keep(cls, data, **asked):
        """Keep the bytes of a file, for its dry run."""
        kept = cls(get_random_string(24), asked)
        kept._path("table").parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept._write("table", data)
        return kept

    @classmethod
    def take(cls, token, user):
        """What a token of this person stands for, once: a second click finds it taken. Raises Gone."""
        try:
            kept = cls.read(signing.loads(token, salt=SALT, max_age=KEPT_FOR))
            if kept.asked["user"] != user.pk:
                raise Gone
            kept._path("state").rename(kept._path("taken"))
        except (signing.BadSignature, OSError) as error:
            raise Gone from error
        return kept

    @classmethod
    def read(cls, name, kind="state"):
        """What a dry run showed; with kind "taken" one that is being brought in, or was. Raises Gone."""
        try:
            return cls(name, **json.loads(cls(name, {})._path(kind).read_text()))
        except (OSError, ValueError, TypeError) as error:
            raise Gone from error

    @property
    def token(self):
        return signing.dumps(self.name, salt=SALT)

    def plan(self, user, tell=None):
        """The Import as it would go now, without the lines that are written. Raises Gone and UnreadableFile."""
        try:
            data = self._path("table").read_bytes()
        except OSError as error:
            raise Gone from error
        order = ORDERS.get(self.asked["order"])
        return Import(io.BytesIO(data), user, self.asked["publish"], done=self.done, order=order, tell=tell)

    def show(self, plan):
        """Remember what the editor is shown: only that may be written."""
        lines = {str(line.number): line.as_json() for line in plan.lines}
        self.shown = {"lines": lines, "unknown": plan.unknown, "asks_order": plan.asks_order}
        self._write("new", json.dumps({"asked": self.asked, "shown": self.shown}).encode())
        self._path("new").replace(self._path("state"))

    def was_shown(self, line):
        """Whether the editor has seen exactly this."""
        return self.shown["lines"].get(str(line.number)) == line.as_json()

    @property
    def lines(self):
        """The Lines that were shown."""
        return [Line(**line) for line in self.shown["lines"].values()]

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
            done.write(json.dumps(line.as_json()) + "\n")

    def delete(self):
        """Forget a file that cannot be read."""
        self._path("table").unlink(missing_ok=True)

    def _write(self, kind, data):
        path = self._path(kind)
        path.write_bytes(data)
        path.chmod(0o600)

    def _path(self, kind):
        return Path(private_storage().path(f"{FOLDER}/{self.name}.{kind}"))
