"""Every option of an embed, once: the builder's form, the table in docs/partners.md and the tests are made from it.

A name is a parameter of our frames and feeds and an attribute of `<wonogiri-events>` alike.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from content.publishing import until_published
from events.asking.query import LIMIT_AT_MOST, RADIUS_AT_MOST, RADIUS_KM
from events.asking.query import REGENCIES as LISTED
from events.choices import EVENT_REGENCIES
from events.models import Category, EventPage, Occurrence
from events.sharing.embeds.accent import NAMED, USUAL
from places.models import PlacePage

FRAME, ELEMENT, FEED = "frame", "element", "feed"
EVERYWHERE = (FRAME, ELEMENT, FEED)
SHOWN = (FRAME, ELEMENT)

LIMIT = 10
HEADING_AT_MOST = 80


@dataclass(frozen=True)
class Option:
    """One option.

    `kind` is choice (one of), choices (any of), flag, text, number, point or accent; `usual` holds where the
    option is not given, `first` is what the builder begins with. `values` tells in the documentation what may
    be given; `choices` are ``(value, label)`` pairs, or a function of the language that has them. One that is
    not `in_form` is only documented.
    """

    name: str
    kind: str
    label: str
    help: str = ""
    choices: tuple | Callable = ()
    values: str = ""
    usual: str = ""
    first: str = ""
    forms: tuple = EVERYWHERE
    in_form: bool = True

    @property
    def is_short(self):
        """Whether all its choices are to be seen at once."""
        return not callable(self.choices) and len(self.choices) <= 4

    def choices_in(self, language):
        return self.choices(language) if callable(self.choices) else self.choices


@dataclass(frozen=True)
class Group:
    """Options that stand together; a `folded` group is opened by whoever needs it."""

    name: str
    label: str
    options: tuple
    folded: bool = False

    @property
    def in_form(self):
        return [option for option in self.options if option.in_form]


@until_published
def places_with_events(language):
    """``[(uid, name), ...]`` of the places where something is to be on, in a language."""
    keys = Occurrence.objects.exclude(venue_key=None).values("venue_key")
    places = PlacePage.objects.for_visitors().filter(translation_key__in=keys, locale__language_code=language)
    return [(str(key), title) for key, title in places.order_by("title").values_list("translation_key", "title")]


@until_published
def districts_with_events(language):
    """``[(name, name), ...]`` of the districts where something is to be on."""
    names = (
        Occurrence.objects.exclude(district=None).order_by("district__name").values_list("district__name", flat=True)
    )
    return [(name, name) for name in names.distinct()]


@until_published
def organisers_with_events(language):
    """``[(code, name), ...]`` of the organisers of what is to be on."""
    organisers = Occurrence.objects.exclude(organiser=None).order_by("organiser__name")
    return list(organisers.values_list("organiser__slug", "organiser__name").distinct())


def regencies(language):
    names = dict(EVENT_REGENCIES)
    return [("neighbours", _("All neighbours")), *((code, names[code]) for code in LISTED)]


# As short as their speakers call them.
LANGUAGES = (("id", "Indonesia"), ("en", "English"), ("jv", "Jawa"))
ACCENT_NAMES = {
    "sogan": _("Sogan brown"),
    "forest": _("Forest green"),
    "sea": _("South sea blue"),
    "teak": _("Teak brown"),
    "ink": _("Ink"),
}

EVENTS = Group(
    "events",
    _("Which events"),
    (
        Option("lang", "choice", _("Language"), choices=LANGUAGES, usual="id"),
        Option(
            "when",
            "choice",
            _("Time"),
            choices=(
                ("", _("All coming")),
                ("today", _("Today")),
                ("tomorrow", _("Tomorrow")),
                ("weekend", _("This weekend")),
                ("week", _("The next seven days")),
                ("month", _("Until the end of the month")),
            ),
        ),
        Option("cat", "choices", _("Categories"), _("None chosen: all of them."), Category.choices),
        Option("regency", "choice", _("Regency"), choices=regencies),
        Option(
            "limit",
            "choice",
            _("Number of events"),
            choices=tuple((n, n) for n in ("3", "5", "10", "20")),
            values=f"1–{LIMIT_AT_MOST}",
            usual=str(LIMIT),
            first="5",
        ),
    ),
)
NARROWER = Group(
    "narrower",
    _("Narrow it further"),
    (
        Option("district", "choice", _("District"), choices=districts_with_events),
        Option("place", "choice", _("Place"), choices=places_with_events),
        Option("org", "choice", _("Organiser"), choices=organisers_with_events),
        Option(
            "near",
            "point",
            _("Around a point"),
            _("Latitude and longitude, as a map shows them, e.g. -7.8139,110.9261."),
            values="latitude,longitude",
        ),
        Option("radius", "number", _("Distance in km"), values=f"1–{RADIUS_AT_MOST}", usual=str(RADIUS_KM)),
        Option("free", "flag", _("Only with free entrance"), values="1"),
        Option(
            "series",
            "choice",
            _("Events that repeat"),
            choices=(("next", _("Only the next date")), ("each", _("Every date"))),
            usual="each",
            first="next",
        ),
        Option("not_cat", "choices", _("Without these categories"), choices=Category.choices, in_form=False),
        Option("not_org", "text", _("Without these organisers"), values="code", in_form=False),
        Option(
            "status",
            "choices",
            _("Only with this status"),
            _("Without it, cancelled and postponed dates are shown too."),
            EventPage.Status.choices,
            in_form=False,
        ),
        Option("month", "text", _("Only this month"), values="2027-06", in_form=False),
        Option("from", "text", _("From this day on"), values="2027-06-05, today, +30d", in_form=False),
        Option("until", "text", _("Up to this day"), values="2027-06-05, +30d", in_form=False),
        Option("to", "text", _("Before this day"), values="2027-06-05, +30d", in_form=False),
        Option("bbox", "text", _("In this box"), values="west,south,east,north", in_form=False),
    ),
    folded=True,
)
LOOK = Group(
    "look",
    _("Look"),
    (
        Option(
            "heading",
            "text",
            _("Heading"),
            _("Empty: “Events in Wonogiri”."),
            values=f"≤ {HEADING_AT_MOST}",
            forms=SHOWN,
        ),
        Option(
            "theme",
            "choice",
            _("Light or dark"),
            choices=(("auto", _("Automatic")), ("light", _("Light")), ("dark", _("Dark"))),
            values="auto, light, dark; <wonogiri-events>: inherit",
            usual="auto",
            first="auto",
            forms=SHOWN,
        ),
        Option(
            "accent",
            "accent",
            _("Accent colour"),
            choices=tuple(ACCENT_NAMES.items()),
            values=", ".join([*NAMED, "1c5740"]),
            usual=USUAL,
            first=USUAL,
            forms=(FRAME,),
        ),
        Option("show-weton", "flag", _("With weton and Javanese date"), first="1", forms=SHOWN),
        Option("show-image", "flag", _("With pictures"), forms=SHOWN),
        Option(
            "filters",
            "flag",
            _("Visitors may choose time and category"),
            _("Only in the frame."),
            forms=(FRAME,),
        ),
        Option(
            "target",
            "choice",
            _("Links open"),
            choices=(("", _("in the same tab")), ("_blank", _("in a new tab"))),
            values="_blank, _top",
            forms=SHOWN,
        ),
        Option(
            "heading-level",
            "number",
            _("Level of the heading"),
            values="2–6",
            usual="2",
            forms=(ELEMENT,),
            in_form=False,
        ),
        Option(
            "src",
            "text",
            _("Address of a JSON Feed, instead of all filters"),
            values="https://…",
            forms=(ELEMENT,),
            in_form=False,
        ),
        Option("no-store", "flag", _("Keep nothing for the next visit"), forms=(ELEMENT,), in_form=False),
    ),
)
GROUPS = (EVENTS, NARROWER, LOOK)
OPTIONS = {option.name: option for group in GROUPS for option in group.options}
# The builder's own: the accent that is no named one, and the width of the preview.
BUILDER_PARAMETERS = ("colour", "width")


def documentation():
    """The table of options for docs/partners.md, as Markdown lines, in the active language."""
    yield "| name | values | otherwise | meaning | frame | element | feeds |"
    yield "|---|---|---|---|---|---|---|"
    for option in OPTIONS.values():
        values = option.values or ", ".join(value for value, _label in _fixed_choices(option) if value)
        given = {"flag": option.values or "present or not", "choices": f"{values}; several"}.get(option.kind, values)
        meaning = f"{option.label}. {option.help}" if option.help else option.label
        marks = " | ".join("✓" if form in option.forms else "" for form in EVERYWHERE)
        yield f"| `{option.name}` | {given or 'see the builder'} | {option.usual} | {meaning} | {marks} |"


def _fixed_choices(option):
    """Choices that are no matter of content."""
    if option.choices is regencies:
        return regencies("en")
    return () if callable(option.choices) else option.choices
