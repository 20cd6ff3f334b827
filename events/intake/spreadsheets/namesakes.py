"""Lines of one title without an address of their own: which event each is about, the same at every reading."""

import re

DATED = re.compile(r"(.+?)-\d{4}-\d{2}-\d{2}(?:-\d{4,6})?", re.ASCII)


def base_of(slug):
    """The slug of the title alone, without the day and hour by which `slugs_of` tells events apart."""
    found = DATED.fullmatch(slug)
    return found[1] if found else slug


def slugs_of(base, moments, events):
    """The slug of each line of a title: of the event of its moment, of the only one that it can be, or a new one.

    `base` is the title's slug; a moment is ``(day, hour)``, as 2027-06-12 and 19:00 or empty; `events` are the moments
    of the events that are there, by slug, None where another line names the event. Two lines of a day are two events where both name their hour; otherwise they
    get the same slug.
    """
    slugs = [next((slug for slug, at in events.items() if at == moment), "") for moment in moments]
    for number, (day, _hour) in enumerate(moments):
        left = [slug for slug, at in events.items() if at and at[0] == day and slug not in slugs]
        same_day = [other for other, at in enumerate(moments) if at[0] == day and not slugs[other]]
        if day and not slugs[number] and len(left) == 1 and same_day == [number]:
            slugs[number] = left[0]
    if slugs == [""] and list(events) == [base] and events[base]:  # a single event: its date has changed
        return [base]
    for number, moment in enumerate(moments):
        slugs[number] = slugs[number] or _same(moment, moments[:number], slugs) or _new(base, moment, {*slugs, *events})
    return slugs


def _same(moment, earlier, slugs):
    """The slug of an earlier line that may be about the same event."""
    day, hour = moment
    return next(
        (
            slug
            for (other_day, other), slug in zip(earlier, slugs, strict=False)
            if not day or (other_day == day and (not hour or not other or hour == other))
        ),
        "",
    )


def _new(base, moment, taken):
    day, hour = (re.sub(r"[^\d-]", "", part) for part in moment)
    if not day:
        return base
    names = [base, f"{base}-{day}", f"{base}-{day}-{hour}"]
    return next((name for name in names if name not in taken), names[-1])
