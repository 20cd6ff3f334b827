"""What a partner shows of our events: which ones, how they look, and the lines that a partner pastes."""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from content.publishing import until_published
from content.querysets import VisitorQuerySet
from events.asking.query import EventQuery, Problem
from events.models import EventIndexPage
from events.sharing.embeds.accent import LEAST_CONTRAST, USUAL, Accent
from events.sharing.embeds.manifest import BUILDER_PARAMETERS, ELEMENT, HEADING_AT_MOST, LIMIT, OPTIONS
from events.sharing.feeds.formats import FORMATS
from events.sharing.subscriptions import Subscription
from events.sharing.unknown import explained

FILES = settings.BASE_DIR / "static" / "embed"
# What a frame may do: our links lead to pages of ours, also in a new tab; our script tells our height.
SANDBOX = (
    "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms "
    "allow-top-navigation-by-user-activation"
)
HEIGHT = 420
THEMES = ("light", "dark")
TARGETS = ("_blank", "_top", "_parent")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
# The element takes several values with spaces between them.
SPACE = re.compile(r"\s")


@dataclass(frozen=True)
class Embed:
    """An EventQuery and how its events look; `problems` are those of the query and of the look."""

    query: EventQuery
    theme: str = ""
    accent: Accent | None = None
    heading: str | None = None
    shows_weton: bool = False
    shows_pictures: bool = False
    shows_filters: bool = False
    target: str = ""
    problems: tuple = field(default=(), compare=False)

    @classmethod
    def from_parameters(cls, parameters, today, language="id"):
        """Read a QueryDict; never raises, whatever it holds. `language` is used where none is asked for."""
        if not parameters.get("limit"):
            parameters = parameters.copy()
            parameters["limit"] = str(LIMIT)
        query = explained(EventQuery.from_parameters(parameters, today, language))
        problems = list(query.problems)
        accent = cls._accent(parameters, problems)
        return cls(
            query,
            theme=_one(parameters, "theme", THEMES),
            accent=None if accent and accent.name == USUAL else accent,
            heading=CONTROL.sub(" ", parameters["heading"]).strip()[:HEADING_AT_MOST]
            if "heading" in parameters
            else None,
            shows_weton=_is_set(parameters, "show-weton"),
            shows_pictures=_is_set(parameters, "show-image"),
            shows_filters=_is_set(parameters, "filters"),
            target=_one(parameters, "target", TARGETS),
            problems=tuple(problems),
        )

    @staticmethod
    def _accent(parameters, problems):
        asked = parameters.get("accent", "")
        if asked == "own":
            asked = parameters.get("colour", "")
        accent = Accent.of(asked)
        if asked and not accent:
            problems.append(
                Problem("accent", _("The accent colour must be a name or six digits and letters, e.g. 1c5740."))
            )
        return accent

    @property
    def language(self):
        return self.query.language

    @property
    def title(self):
        """The heading in the language of the events, also where it is not to be seen."""
        with override(self.language):
            return self.heading or _("Events in Wonogiri")

    @property
    def accent_note(self):
        """Why another shade is used than the partner asked for, or ""."""
        if not self.accent or not self.accent.is_repaired:
            return ""
        return _(
            "%(asked)s reaches a contrast of %(contrast)s : 1 on white; text needs %(least)s : 1. "
            "We use %(used)s, the nearest shade that everybody can read."
        ) % {
            "asked": self.accent.asked,
            # Cut, not rounded: 4.49 is not enough.
            "contrast": number_format(int(self.accent.asked_contrast * 10) / 10, 1),
            "least": number_format(LEAST_CONTRAST, 1),
            "used": self.accent.light,
        }

    @property
    def look(self):
        """The parameters of the look that differ from what is usual."""
        values = {
            "accent": self.accent.code if self.accent else "",
            "filters": "1" if self.shows_filters else "",
            "heading": self.heading,
            "show-image": "1" if self.shows_pictures else "",
            "show-weton": "1" if self.shows_weton else "",
            "target": self.target,
            "theme": self.theme,
        }
        return {name: value for name, value in values.items() if value or (name == "heading" and value is not None)}

    def filters(self, **changes):
        """``[(name, value), ...]`` of the query in one form only; `changes` as in EventQuery.parameters."""
        limit = "" if self.query.limit == LIMIT else self.query.limit
        return parse_qsl(self.query.parameters(**{"lang": self.language, "limit": limit, "client": ""} | changes)[1:])

    def parameters(self, **changes):
        """Everything as a query string, in one form only."""
        return "?" + urlencode(sorted([*self.filters(**changes), *self.look.items()]))

    # Addresses

    @property
    def page_url(self):
        """The list of events for people, with the same filters, in the language of the events."""
        return settings.PUBLIC_URL + events_page_path(self.language) + self.query.parameters(**FOR_PEOPLE)

    @property
    def oembed_url(self):
        """What is pasted where oEmbed is understood: the page for people, with the look for the frame."""
        kept = [(name, value) for name, value in self.filters(lang="", after="") if name != "series" or value == "each"]
        text = urlencode(sorted([*kept, *self.look.items()]))
        return settings.PUBLIC_URL + events_page_path(self.language) + (f"?{text}" if text else "")

    def event_parameters(self, event, asked):
        """What an address of one event says: the date that was asked for, if it has that, and the look."""
        date = event.occurrence.recurrence_id if event.occurrence else ""
        return ({"date": date} if date and asked.get("date") == date else {}) | self.look

    def event_page_url(self, event, asked):
        """The page of one event, with the look for the frame."""
        parameters = self.event_parameters(event, asked)
        return settings.PUBLIC_URL + event.url + (f"?{urlencode(sorted(parameters.items()))}" if parameters else "")

    def event_frame_url(self, event, asked):
        parameters = {"lang": self.language} | self.event_parameters(event, asked)
        return f"{settings.PUBLIC_URL}/embed/v1/event/{event.uid}/?{urlencode(sorted(parameters.items()))}"

    def frame_path(self, **changes):
        return "/embed/v1/events/" + self.parameters(**changes)

    @property
    def frame_url(self):
        return settings.PUBLIC_URL + self.frame_path(after="")

    def feed_url(self, extension):
        """The feed with the same filters, not cut to the number of events that is shown."""
        # Only these stand a series date by date; the others have their own way with it.
        series = self.query.series if extension in {"json", "csv"} else ""
        parameters = self.query.parameters(after="", limit="", client="", series=series)
        return f"{settings.PUBLIC_URL}/feeds/v1/events.{extension}{parameters}"

    @property
    def subscription(self):
        return Subscription(self.feed_url("ics"), self.title)

    # What is pasted

    @property
    def link(self):
        return format_html('<a href="{}">{}</a>', self.page_url, self.title)

    @property
    def frame(self):
        """The frame and, on a line of its own, the script that gives it the height of its content."""
        script = format_html('<script src="{}/embed/v1/resize.js" async></script>', settings.PUBLIC_URL)
        return SafeString(f"{self.frame_alone}\n{script}")

    @property
    def frame_alone(self):
        return frame_html(self.frame_url, self.title, "100%", HEIGHT, style=True)

    @property
    def element(self):
        """The element with a link inside, for whoever has no JavaScript, and its accent as a style rule."""
        script = format_html('<script type="module" src="{}/embed/v1/w.js"></script>', settings.PUBLIC_URL)
        return self._element(script)

    @property
    def pinned_element(self):
        """The same with one version of the script, which the browser checks before it runs it."""
        file = embed_file("w.js")
        script = format_html(
            '<script type="module" src="{}{}" integrity="{}" crossorigin="anonymous"></script>',
            settings.PUBLIC_URL,
            file.path,
            file.integrity,
        )
        return self._element(script)

    def _element(self, script):
        inside = format_html("  {}\n", self.link)
        lines = [script, *([self._accent_rule()] if self.accent else [])]
        return SafeString("\n".join([*lines, f"<wonogiri-events{self._attributes()}>\n{inside}</wonogiri-events>"]))

    def _attributes(self):
        values = {}
        for name, value in self.filters(after=""):
            values.setdefault(name, []).append(value)
        if any(SPACE.search(value) for several in values.values() for value in several):
            limited = self.query.parameters(after="", client="", lang=self.language, limit=self.query.limit)
            values = {"lang": [self.language], "src": [f"{settings.PUBLIC_URL}/feeds/v1/events.json{limited}"]}
        given = {name: " ".join(several) for name, several in values.items()}
        given |= {name: value for name, value in self.look.items() if ELEMENT in OPTIONS[name].forms}
        flags = [name for name in given if OPTIONS[name].kind == "flag" and name != "free"]
        named = format_html_join("", ' {}="{}"', ((name, given[name]) for name in given if name not in flags))
        return named + "".join(f" {name}" for name in flags)

    def _accent_rule(self):
        light = f"--we-color-accent: {self.accent.light}; --we-color-on-accent: {self.accent.on_light};"
        dark = f"--we-color-accent: {self.accent.dark}; --we-color-on-accent: {self.accent.on_dark};"
        if self.theme:
            return f"<style>\n  wonogiri-events {{ {dark if self.theme == 'dark' else light} }}\n</style>"
        either = (
            f"--we-color-accent: light-dark({self.accent.light}, {self.accent.dark}); "
            f"--we-color-on-accent: light-dark({self.accent.on_light}, {self.accent.on_dark});"
        )
        # The last line is for a page with a scheme of its own, which no media query knows.
        return (
            f"<style>\n  wonogiri-events {{ {light} }}\n"
            f"  @media (prefers-color-scheme: dark) {{ wonogiri-events {{ {dark} }} }}\n"
            f"  @supports (color: light-dark(red, red)) {{ wonogiri-events {{ {either} }} }}\n</style>"
        )

    @property
    def feeds(self):
        """``[(name, address), ...]``; the calendar first."""
        names = {"ics": "iCalendar"} | {extension: wanted.name for extension, wanted in FORMATS.items()}
        return [(name, self.feed_url(extension)) for extension, name in names.items()]


# The page for people has its own length and shows a series by its next date.
FOR_PEOPLE = {"lang": "", "limit": "", "after": "", "client": "", "series": ""}


def _one(parameters, name, known):
    """A parameter that is one of `known`, else ""; a look that nobody knows is no reason to bother visitors."""
    value = parameters.get(name, "")
    return value if value in known else ""


def _is_set(parameters, name):
    return name in parameters and parameters[name] not in {"0", "false", "no"}


def frame_html(url, title, width, height, style=False):
    """An iframe with what it may do; width and height also as attributes, as a strict policy takes the style away."""
    looks = SafeString(f' style="display:block;width:100%;border:0;min-height:{height}px"') if style else ""
    return format_html(
        '<iframe src="{}" title="{}" loading="lazy" width="{}" height="{}" frameborder="0"{} sandbox="{}"></iframe>',
        url,
        title,
        width,
        height,
        looks,
        SANDBOX,
    )


def embed_asked_for(request):
    """The Embed that an address asks for, in the language it is answered in."""
    return Embed.from_parameters(request.GET, timezone.localdate(), request.LANGUAGE_CODE)


def first_embed_parameters(language):
    """What the builder begins with."""
    parameters = QueryDict(mutable=True)
    parameters.update({option.name: option.first for option in OPTIONS.values() if option.first})
    parameters["lang"] = language
    return parameters


def is_asked(parameters):
    """Whether any option of the builder was given."""
    return any(name in parameters for name in [*OPTIONS, *BUILDER_PARAMETERS])


@until_published
def events_page_path(language):
    """The path of the list of events in a language, of the front page where there is none."""
    pages = VisitorQuerySet(EventIndexPage).for_visitors().filter(locale__language_code=language)
    page = pages.select_related("locale").first()
    return (page.url if page else "") or f"/{language}/"


@until_published
def canonical_events_path(language):
    """As `events_page_path`, of the page that has the text where that language only shows another's."""
    pages = VisitorQuerySet(EventIndexPage).for_visitors().filter(locale__language_code=language)
    page = pages.select_related("alias_of").first()
    original = page.alias_of if page and page.alias_of_id else page
    return (original.url if original else "") or f"/{language}/"


# Files that partners load


@dataclass(frozen=True)
class EmbedFile:
    """One of our scripts or style sheets as it now is."""

    name: str
    body: bytes

    @cached_property
    def digest(self):
        """Eight characters that change with the file."""
        return hashlib.sha256(self.body).hexdigest()[:8]

    @cached_property
    def path(self):
        """An address that stands for this very content for ever."""
        stem, extension = self.name.rsplit(".", 1)
        return f"/embed/v1/{stem}.{self.digest}.{extension}"

    @cached_property
    def integrity(self):
        """What a browser checks the file against (Subresource Integrity)."""
        return "sha384-" + base64.b64encode(hashlib.sha384(self.body).digest()).decode()


_files = {}


def embed_file(name):
    """The EmbedFile of a name, read again when it has changed. Raises FileNotFoundError."""
    path = FILES / name
    changed = path.stat().st_mtime_ns
    if _files.get(name, (None, None))[0] != changed:
        _files[name] = changed, EmbedFile(name, path.read_bytes())
    return _files[name][1]


def released_file(name, digest):
    """A former version that partners may have pinned, from static/embed/released/, or None."""
    stem, extension = name.rsplit(".", 1)
    path = FILES / "released" / f"{stem}.{digest}.{extension}"
    return EmbedFile(name, path.read_bytes()) if path.exists() else None
