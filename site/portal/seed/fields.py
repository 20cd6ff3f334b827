"""What each seeded page says in each language: from the seed's files to the fields of the models.

Every method returns a function of a language code that gives ``{field: value}``, or None when the seed has
no words in that language. A value that needs the ids of other pages is itself a function of
``{Indonesian slug: page id}``.
"""

from datetime import time
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from django.utils.text import slugify

from geopark.models import GeositePage
from places.models import District
from portal.seed.facts import care_dates, newest_dates
from portal.seed.files import SeedError, Text, read_rows, read_text
from tourism.models import ItineraryDay, ItineraryStop

SOURCE = "id"
RULES_HEADING = {"id": "Sebagai tamu", "en": "As a guest", "jv": "Minangka tamu"}
EVENTS_HEADING = {"id": "Segera berlangsung", "en": "Coming up", "jv": "Badhé kalampahan"}
EMPTY = Text("(no file)")

TOPICS = {
    "kuliner-wonogiri": "food",
    "wayang-kepuhsari": "wayang",
    "batik-wonogiren": "batik",
    "seni-pertunjukan": "arts",
    "jejak-sambernyawa": "history",
    "kalender-jawa-dan-weton": "calendar",
    "desa-wisata-wonogiri": "villages",
    "bencana-dan-iklim": "safety",
    "cuaca-dan-ombak": "safety",
    "darurat": "safety",
    "untuk-sekolah": "geopark",
    "tentang": "site",
}
PLACE_WORDS = [
    "access",
    "hazards",
    "accessibility",
    "signal_note",
    "opening_note",
    "price_note",
    "safety_headline",
    "safety_reason",
    "safety_issuer",
]
SCIENCE_WORDS = ["process", "significance", "protection", "custodian"]


class SeedFields:
    """Builds fields; `photos` maps a file name to its Photo, `source_locale` is the Indonesian Locale."""

    def __init__(self, photos, source_locale):
        self.photos = photos
        self.source_locale = source_locale
        self.newest_facts = newest_dates()
        self.warnings = {row["slug"]: row for row in read_rows("safety.csv")}

    def home(self, language):
        """The front page; itself the function of a language."""
        text = read_text("sections", "home", language)
        if text is None:
            return None

        def blocks(ids):
            where, start, geopark = text["where"], text["start"], text["geopark"]
            culture, trip, neighbours = text["culture"], text["trip"], text["neighbours"]
            return [
                ("places_by_kind", {"heading": where["title"]}),
                ("cards", self._cards(start["title"], start["places"], ids, ids["destinasi"])),
                (
                    "geopark",
                    {
                        "heading": geopark["title"],
                        "text": geopark["text"],
                        "figures": self._items(
                            "home-figures", [{"unit": "", **figure} for figure in geopark["figures"]]
                        ),
                        "page": ids["geopark"],
                    },
                ),
                ("coming_events", {"heading": text.get("events", {}).get("title") or EVENTS_HEADING[language]}),
                ("cards", self._cards(culture["title"], culture["pages"], ids, ids["budaya"])),
                ("journey", {"heading": trip["title"], "text": trip["text"], "page": ids[trip["itinerary"]]}),
                (
                    "neighbours",
                    {
                        "heading": neighbours["title"],
                        "items": self._items(
                            "home-neighbours",
                            [
                                {"title": i["title"], "text": i["text"], "page": ids[i["slug"]]}
                                for i in neighbours["items"]
                            ],
                        ),
                    },
                ),
            ]

        return {
            "title": text["title"],
            "slug": f"home-{language}",
            "greeting": text.get("greeting_jv") or text.get("greeting"),
            "summary": text["summary"],
            "seo_title": text.get("seo_title"),
            "search_description": text.get("search_description"),
            **self._care("home", text),
            "cover": self._photo(text.get("photo")),
            "sections": blocks,
        }

    def section(self, slug, has_body):
        """A section page such as the list of destinations."""

        def fields(language):
            text = read_text("sections", slug, language)
            if text is None:
                return None
            built = {
                "title": text["title"],
                "slug": text.get("slug") or slug,
                "summary": text["summary"],
                **self._care(slug, text),
                "cover": self._photo(text.get("photo")),
            }
            if has_body:
                built["body"] = lambda ids: self._body(slug, text, language, ids)
            return built

        return fields

    def article(self, folder, slug):
        """A text to read."""

        def fields(language):
            text = read_text(folder, slug, language)
            if text is None:
                return None
            return {
                "title": text["title"],
                "slug": text.get("slug") or slug,
                "summary": text["summary"],
                "topic": TOPICS.get(slug) or {"geopark": "geopark", "visiting": "visiting"}.get(folder, "site"),
                **self._care(slug, text),
                "cover": self._photo(text.get("photo")),
                "body": lambda ids: self._body(slug, text, language, ids),
            }

        return fields

    def place(self, model, place, folder):
        """A destination or geosite: a CSV row, and its text where there is one."""
        slug = place["slug"]
        source = read_text(folder, slug, SOURCE) or EMPTY
        warning = self.warnings.get(slug, {})

        def fields(language):
            text = read_text(folder, slug, language) or EMPTY
            row = _in_language(place, text, language)
            if row is None:
                return None

            def words(name):
                told = warning.get(f"{name.removeprefix('safety_')}_{language}") if name.startswith("safety_") else ""
                return told or text.get(name) or row.get(name, "")

            built = {
                "title": row["name"],
                "slug": text.get("slug") or (slugify(row["name"]) if language == "en" else slug),
                "summary": row["summary"],
                "kind": row["kind"],
                "aksara": source.get("aksara"),
                "lat": row["lat"] or None,
                "lon": row["lon"] or None,
                "coordinate_confidence": row["coordinate_confidence"],
                "is_protected": row["is_protected"] == "yes",
                "coordinate_source": row["coordinate_source"],
                "address": text.get("address") or row["village"],
                "regency": row["regency"],
                "stated_district": District.objects.get(name=row["district"], regency=row["regency"])
                if row["district"]
                else None,
                "safety_state": warning.get("state")
                or source.get("safety_state")
                or row.get("safety_state")
                or "unknown",
                "signal": source.get("signal"),
                "is_cross_promotion": row["cross_promotion"] == "yes",
                **{name: words(name) for name in PLACE_WORDS},
                "cover": self._photo(row["photo"]),
                **self._care(slug, source, row),
                "body": lambda ids: self._body(slug, text, language, ids),
            }
            if model is GeositePage:
                built |= {name: words(name) for name in SCIENCE_WORDS}
                built |= {
                    "heritage_kind": row["heritage_kind"],
                    "age": row["age"],
                    "age_from_ma": row["age_from_ma"] or None,
                    "age_to_ma": row["age_to_ma"] or None,
                    "formation": row["formation"],
                    "cave_form": row["cave_form"],
                    "lithology": row["lithology"],
                }
            return built

        return fields

    def information_centre(self, slug):
        """An information desk."""
        source = read_text("information", slug, SOURCE)

        def fields(language):
            text = read_text("information", slug, language)
            if text is None:
                return None
            return {
                "title": text["title"],
                "slug": text.get("slug") or slug,
                "summary": text["summary"],
                "kind": "information",
                "lat": _decimal(source.get("lat", None)),
                "lon": _decimal(source.get("lon", None)),
                "coordinate_source": text.get("coordinate_source"),
                "address": text.get("address"),
                "regency": source.get("regency"),
                **self._care(slug, source),
                "cover": self._photo(source.get("photo")),
                "body": lambda ids: self._body(slug, text, language, ids),
            }

        return fields

    def event(self, event):
        """An event: a CSV row, and its text where there is one."""
        slug = event["slug"]
        source = read_text("events", slug, SOURCE) or EMPTY

        def fields(language):
            text = read_text("events", slug, language) or EMPTY
            row = _in_language(event, text, language)
            if row is None:
                return None
            return {
                "title": row["name"],
                "slug": text.get("slug") or (slugify(row["name"]) if language == "en" else slug),
                "summary": row["summary"],
                "category": row["category"],
                "aksara": source.get("aksara"),
                "timing": row["timing"],
                "starts_on": row["starts_on"] or None,
                "ends_on": row["ends_on"] or None,
                "start_time": row["start_time"] or None,
                "days": row["days"] or 1,
                "is_eve": row["is_eve"] == "yes",
                "rrule": row["rrule"],
                "wetons": [weton for weton in row["wetons"].split("|") if weton],
                "java_month": row["java_month"] or None,
                "java_day": row["java_day"] or None,
                "java_year_name": row["java_year_name"],
                "java_second_year_name": row["java_second_year_name"],
                "mangsa": row["mangsa"] or None,
                "is_one_of_dates": row["is_one_of_dates"] == "yes",
                "islamic_month": row["islamic_month"] or None,
                "islamic_day": row["islamic_day"] or None,
                "certainty": row["certainty"] or "estimated",
                "usual_month": row["usual_month"] or None,
                "usual_text": row["usual_text"],
                "rule": row["rule_text"],
                "date_note": row["date_note"],
                "venue": lambda ids: ids.get(row["place"]),
                "place_text": row["place_text"],
                "regency": row["regency"],
                "cover": self._photo(row["photo"]),
                **self._care(slug, source, row),
                "body": lambda ids: self._body(slug, text, language, ids),
            }

        return fields

    def itinerary(self, slug):
        """A journey with its days and stops."""

        def fields(language):
            text = read_text("itineraries", slug, language)
            if text is None:
                return None
            return {
                "title": text["title"],
                "slug": text.get("slug") or slug,
                "summary": text["summary"],
                "length_days": len(text["days"]),
                "start_place": text.get("start_place"),
                "season": text.get("season"),
                "transport": text.get("transport"),
                **self._care(slug, text),
                "cover": self._photo(text.get("photo")),
                "days": lambda ids: [
                    ItineraryDay(
                        number=number,
                        sort_order=number,
                        title=day["title"],
                        intro=day.get("intro", ""),
                        locale=self.source_locale,
                        translation_key=uuid5(NAMESPACE_URL, f"{slug}/day/{number}"),
                    )
                    for number, day in enumerate(text["days"], 1)
                ],
                "stops": lambda ids: [
                    ItineraryStop(
                        day=number,
                        sort_order=100 * number + position,
                        place_id=ids[stop["place"]],
                        text=stop["text"],
                        **times(stop),
                        leg=stop.get("leg", ""),
                        locale=self.source_locale,
                        translation_key=uuid5(NAMESPACE_URL, f"{slug}/stop/{number}/{position}"),
                    )
                    for number, day in enumerate(text["days"], 1)
                    for position, stop in enumerate(day["stops"], 1)
                ],
                "body": lambda ids: self._body(slug, text, language, ids),
            }

        return fields

    # Parts that several pages share

    def _cards(self, heading, slugs, ids, more):
        pages = [{"type": "item", "value": ids[slug], "id": block_id("home-cards", slug)} for slug in slugs]
        return {"heading": heading, "pages": pages, "more": more, "more_text": ""}

    @staticmethod
    def _items(name, values):
        return [{"type": "item", "value": value, "id": block_id(name, i)} for i, value in enumerate(values)]

    def _photo(self, name):
        if name and name not in self.photos:
            raise SeedError(f"There is no picture “{name}” in photos.csv.")
        return self.photos.get(name)

    def _care(self, slug, text, row=None):
        """What editors are told: from the CSV row, then from the page file, each line once; and when to check again."""
        row = row or {}
        checked_on, review_by = care_dates(self.newest_facts.get(slug))
        return {"checked_on": checked_on, "review_by": review_by} | {
            name: "\n".join(dict.fromkeys(part for part in (row.get(name, ""), text.get(name)) if part))
            for name in ("sources", "editor_note")
        }

    def _body(self, slug, text, language, ids):
        """The blocks of a page: figures, text, rules. Block ids are the same in every language."""
        blocks = []
        if text.get("figures", []):
            figures = [{"unit": "", **figure} for figure in text["figures"]]
            blocks.append(("figures", self._items(f"{slug}/figures", figures)))
        if text.html:
            blocks.append(("text", text.links_resolved(ids)))
        if text.get("rules", []):
            heading = text.get("rules_heading") or RULES_HEADING[language]
            blocks.append(("rules", {"heading": heading, "rules": self._items(f"{slug}/rules", text["rules"])}))
        return blocks


def _decimal(number):
    """A TOML number as the decimal that was written, not its nearest binary fraction."""
    return None if number is None else Decimal(str(number))


def block_id(*names):
    """A block's id, the same at every loading and in every language."""
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, names))))


def times(stop):
    """When one is at a stop, from ``time = "09.00–11.00"``."""
    spell = stop.get("time", "").replace(".", ":").split("–")
    return {name: time.fromisoformat(words) for name, words in zip(("arrive", "leave"), spell, strict=False) if words}


def _in_language(row, text, language):
    """A CSV row with the words of one language under their plain names; None where nobody wrote it in that language.

    The table has columns for Indonesian and English; in another language the text's keys say the same.
    """
    ending = f"_{language}"
    if f"name{ending}" in row:
        return row | {column.removesuffix(ending): words for column, words in row.items() if column.endswith(ending)}
    if not text.keys:
        return None
    names = {column.removesuffix("_id") for column in row if column.endswith("_id")}
    return row | {name: text.get(name) for name in names} | {"name": text["title"], "rule_text": text.get("rule")}
