"""Which components of a calendar are one event: those of one UID, unless they plainly are several events."""

from collections import Counter

from django.utils.translation import gettext as _

from events.intake.reading.text import cut, plain

NO_UID = "no-uid:"


def events_of(entries, tell):
    """``[(uid, VEvents)]`` in order: an event with what changes single dates of it. `tell` takes item, sentence, line."""
    groups = {}
    for entry in entries:
        groups.setdefault(_identity(entry, tell), []).append(entry)
    found = []
    for uid, group in groups.items():
        found += _apart(uid, group, tell)
    return found


def _identity(entry, tell):
    uid = plain(entry.text("UID"))
    if uid:
        return uid
    told = _("It has no UID. Its title and date stand for one, so a changed title or date makes a new event.")
    tell(entry.title, told, entry.line)
    return f"{NO_UID}{cut(entry.title, 80)}:{_start(entry)}"


def _start(entry):
    start = entry.component.first("DTSTART")
    return start.value.strip() if start else ""


def _apart(uid, group, tell):
    """A group under one UID as the events that it holds; a program that gives all its events one UID means several."""
    masters = [entry for entry in group if entry.recurrence_id is None and entry.title]
    versions = []  # lists of masters that tell of the same event
    for master in masters:
        same = next((others for others in versions if any(_is_same(master, other) for other in others)), None)
        if same is None:
            versions.append([master])
        else:
            same.append(master)
    if len(versions) < 2:
        return [(uid, group)]
    titles = Counter(others[0].title for others in versions)
    named = {}
    for others in versions:
        title = others[0].title
        named[f"{uid}#{title}" if titles[title] == 1 else f"{uid}#{title}#{_start(others[0])}"] = list(others)
    rest = [entry for entry in group if entry not in masters]
    for entry in rest:
        home = next((others for others in named.values() if others[0].title == entry.title), next(iter(named.values())))
        home.append(entry)
    told = _("Several events have the UID “%(uid)s”; each was taken as an event of its own.") % {"uid": cut(uid, 60)}
    for others in named.values():
        tell(others[0].title, told, others[0].line)
    return list(named.items())


def _is_same(one, other):
    """Whether two components under one UID are versions of one event."""
    if one.sequence != other.sequence:
        return True
    if _start(one) != _start(other):
        return one.title == other.title and not (_start(one) and _start(other))
    return one.title == other.title or one.version != other.version
