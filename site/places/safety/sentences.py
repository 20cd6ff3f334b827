"""What a notice says, in the active language: a headline, one sentence, and what to do."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.safety.dangers import Level, Safety, Scope

WHAT_HOLDS = {
    Level.CAUTION: (
        gettext_lazy("Take care until %(until)s."),
        gettext_lazy("Take care at %(area)s until %(until)s."),
    ),
    Level.CLOSED: (
        gettext_lazy("Closed until %(until)s."),
        gettext_lazy("%(area)s is closed until %(until)s."),
    ),
    Level.AFTER_RAIN: (
        gettext_lazy("Closed after rain, until %(until)s."),
        gettext_lazy("%(area)s is closed after rain, until %(until)s."),
    ),
}


def headline(notice):
    """The danger in a few words; “closed after rain” says more than “heavy rain”."""
    if notice.level == Level.AFTER_RAIN:
        return str(Level.AFTER_RAIN.label)
    return str(notice.danger.label)


def advice(notice):
    """What a visitor should do: the editor's words in this language, else the standard ones."""
    return getattr(notice, f"words_{translation.get_language()}", "") or str(notice.danger.advice)


def what_holds(notice, until, area=""):
    """E.g. “Pantai Nampu ditutup sampai Jumat, 4 Juni 2027 18.00 WIB.”; without `area` it is left unsaid."""
    short, long = WHAT_HOLDS[Level(notice.level)]
    if area and notice.scope in {Scope.COAST, Scope.KIND}:
        area = area[0].lower() + area[1:]  # no name
    return capfirst((long if area else short) % {"area": area, "until": moment_text(until)})


def at_venue(notice, until):
    """What the page of an event says, and what to do; the event itself is never called off by it."""
    told = {"danger": headline(notice), "until": moment_text(until)}
    if notice.level_of.state == Safety.CLOSED:
        text = _("The place is closed until %(until)s: %(danger)s. Ask the organisers whether it takes place.") % told
    else:
        text = _("Notice until %(until)s: %(danger)s.") % told
    return f"{text} {advice(notice)}"


def sentence(notice, until, area=""):
    """Everything that a visitor is told, as one line."""
    parts = [f"{headline(notice)}.", what_holds(notice, until, area), advice(notice)]
    return " ".join(part for part in parts if part)


def line(notice, until):
    """All of it in one line, e.g. “Pantai Nampu: Ditutup — Ombak tinggi, sampai 3 Des”."""
    told = {"area": notice.area, "state": notice.level_of.state.label, "danger": headline(notice)}
    told["area"] = capfirst(told["area"])
    if until is None:
        return _("%(area)s: %(state)s — %(danger)s") % told
    return _("%(area)s: %(state)s — %(danger)s, until %(until)s") % (told | {"until": short_moment_text(until)})


def in_each_language(say):
    """``[(code, name, what say() answers in that language), ...]``."""
    told = []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            told.append((code, name, say()))
    return told


def moment_text(moment):
    """E.g. “Jumat, 4 Juni 2027 18.00 WIB”; an end at midnight is the day before."""
    local = timezone.localtime(moment)
    if is_midnight(local):
        return date_format(local - timedelta(minutes=1), "l, j F Y")
    return _("%(date)s, %(time)s WIB") % {
        "date": date_format(local, "l, j F Y"),
        "time": time_format(local.time(), "TIME_FORMAT"),
    }


def short_moment_text(moment):
    """E.g. “3 Des” or “3 Des, 18.00”, with the same midnight."""
    local = timezone.localtime(moment)
    if is_midnight(local):
        return date_format(local - timedelta(minutes=1), "j M")
    return f"{date_format(local, 'j M')}, {time_format(local.time(), 'TIME_FORMAT')}"


def is_midnight(local):
    return local.hour == local.minute == 0
