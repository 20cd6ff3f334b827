"""Loading the seed content (see seed/README.md) through the models' own validation.

Pages are made in Indonesian first, then translated through wagtail-localize, so that an editor finds each
sentence beside its source. What exists is never touched.
"""

import copy
from collections import Counter
from decimal import Decimal
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Collection, Locale, Page, Site
from wagtail_localize.models import (
    LocaleSynchronization,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from accounts.models import Organisation
from content.models import Photo
from events.models import EventIndexPage, EventPage
from geopark.models import GeoparkIndexPage, GeositePage
from places.models import Facility, PlacePage
from portal.models import ArticlePage, HomePage, SectionPage
from portal.seed_files import SEED, SeedError, Text, read_rows, read_text, slugs_in
from promotion.models import PartnerLink
from tourism.models import (
    DestinationIndexPage,
    DestinationPage,
    InformationCentrePage,
    InformationIndexPage,
    ItineraryDay,
    ItineraryIndexPage,
    ItineraryPage,
    ItineraryStop,
)

SOURCE = "id"
TRANSLATED = ["en", "jv"]
RULES_HEADING = {"id": "Sebagai tamu", "en": "As a guest", "jv": "Minangka tamu"}
EMPTY = Text("(no file)")

SECTIONS = [
    ("destinasi", DestinationIndexPage),
    ("geopark", GeoparkIndexPage),
    ("acara", EventIndexPage),
    ("itinerari", ItineraryIndexPage),
    ("budaya", SectionPage),
    ("informasi", InformationIndexPage),
]
TOPICS = {
    "kuliner-wonogiri": "food",
    "wayang-kepuhsari": "wayang",
    "batik-wonogiren": "batik",
    "seni-pertunjukan": "arts",
    "jejak-sambernyawa": "history",
    "kalender-jawa-dan-weton": "calendar",
    "desa-wisata-wonogiri": "villages",
    "bencana-dan-iklim": "safety",
}
PLACE_WORDS = (
    "aksara access hazards accessibility signal_note opening_note price_note safety_reason safety_issuer".split()
)
SCIENCE_WORDS = "process significance protection custodian".split()


class SeedLoader:
    """Loads everything that is missing. `say` is called with one line per step."""

    def __init__(self, say=print):
        self.say = say
        self.counts = Counter()
        self.pages = []  # (page, Indonesian slug, builder of one language's fields), in tree order
        self.new = set()  # ids of the pages made now

    def load(self):
        self.locales = self.load_locales()
        self.photos = self.load_photos()
        self.organisations = self.load_organisations()
        with transaction.atomic():
            self.load_pages()
        for language in TRANSLATED:
            self.translate_pages(self.locales[language])
        with transaction.atomic():
            self.load_partner_links()
            self.keep_languages_in_step()
        return self.counts

    # What pages need

    def load_locales(self):
        return {code: Locale.objects.get_or_create(language_code=code)[0] for code in [SOURCE, *TRANSLATED]}

    def load_photos(self):
        photos = {photo.source: photo for photo in Photo.objects.filter(source__startswith="seed:")}
        rows = read_rows("photos.csv")
        missing = [row for row in rows if f"seed:{row['file']}" not in photos]
        collection = Collection.get_first_root_node()
        for number, row in enumerate(missing, 1):
            self.say(f"  picture {number} of {len(missing)}: {row['file']}")
            with (SEED / "images" / row["file"]).open("rb") as file:
                photo = Photo(
                    title=row["title"],
                    file=ImageFile(file, name=row["file"]),
                    collection=collection,
                    is_illustration=True,
                    consent=Photo.Consent.NOBODY,
                    source=f"seed:{row['file']}",
                    **{name: row[name] for name in ("alt_id", "alt_en", "alt_jv", "credit", "licence")},
                )
                photo.full_clean(exclude=["width", "height"])
                photo.save()
            photos[photo.source] = photo
            self.counts["photos"] += 1
        return {source.removeprefix("seed:"): photo for source, photo in photos.items()}

    def load_organisations(self):
        rows = read_rows("organisations.csv")
        known = {organisation.slug: organisation for organisation in Organisation.objects.all()}
        for row in rows:
            if row["slug"] in known:
                continue
            organisation = Organisation(
                slug=row["slug"],
                name=row["name_id"],
                name_en=row["name_en"],
                kind=row["kind"],
                website=row["website"],
                parent=known.get(row["parent"]),
            )
            organisation.full_clean()
            organisation.save()
            known[row["slug"]] = organisation
            self.counts["organisations"] += 1
        return known

    # Pages in Indonesian

    def load_pages(self):
        self.say("  pages in Indonesian")
        home = self.home()
        index = {slug: self.section(home, slug, model) for slug, model in SECTIONS}
        for row in read_rows("destinations.csv"):
            self.place(index["destinasi"], DestinationPage, row, "destinations")
        for slug in self._ordered(slugs_in("geopark"), "tentang-geopark"):
            self.article(index["geopark"], "geopark", slug)
        for row in read_rows("geosites.csv"):
            self.place(index["geopark"], GeositePage, row, "geosites")
        for slug in self._ordered(slugs_in("information"), "pusat-informasi-wonogiri"):
            self.information_centre(index["informasi"], slug)
        for row in read_rows("events.csv"):
            self.event(index["acara"], row)
        for slug in slugs_in("itineraries"):
            self.itinerary(index["itinerari"], slug)
        for slug in slugs_in("culture"):
            self.article(index["budaya"], "culture", slug)
        for slug in slugs_in("standard"):
            self.article(home, "standard", slug)
        self.write_and_publish()

    @staticmethod
    def _ordered(slugs, first):
        return sorted(slugs, key=lambda slug: (slug != first, slug))

    def home(self):
        root = Page.get_first_root_node()
        welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page").first()
        home = self.add(root, HomePage, "home-id", self.home_fields, menu=False)
        if home.pk in self.new:
            address = urlsplit(settings.PUBLIC_URL)
            Site.objects.update_or_create(
                is_default_site=True,
                defaults={
                    "root_page": home,
                    "hostname": address.hostname,
                    "port": address.port or (443 if address.scheme == "https" else 80),
                    "site_name": settings.WAGTAIL_SITE_NAME,
                },
            )
        if welcome and not welcome.get_children().exists():
            welcome.delete()
        return home

    def home_fields(self, language):
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
                        "figures": self._items("home-figures", [{"unit": "", **figure} for figure in geopark["figures"]]),
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
                            [{"title": i["title"], "text": i["text"], "page": ids[i["slug"]]} for i in neighbours["items"]],
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
            **self._care(text),
            "cover": self._photo(text.get("photo")),
            "sections": blocks,
        }

    def _cards(self, heading, slugs, ids, more):
        pages = [{"type": "item", "value": ids[slug], "id": block_id("home-cards", slug)} for slug in slugs]
        return {"heading": heading, "pages": pages, "more": more, "more_text": ""}

    @staticmethod
    def _items(name, values):
        return [{"type": "item", "value": value, "id": block_id(name, i)} for i, value in enumerate(values)]

    def section(self, home, slug, model):
        def fields(language):
            text = read_text("sections", slug, language)
            if text is None:
                return None
            built = {
                "title": text["title"],
                "slug": text.get("slug") or slug,
                "summary": text["summary"],
                **self._care(text),
                "cover": self._photo(text.get("photo")),
            }
            if any(field.name == "body" for field in model._meta.get_fields()):
                built["body"] = lambda ids: self._body(slug, text, language, ids)
            return built

        return self.add(home, model, slug, fields)

    def article(self, parent, folder, slug):
        def fields(language):
            text = read_text(folder, slug, language)
            if text is None:
                return None
            return {
                "title": text["title"],
                "slug": text.get("slug") or slug,
                "summary": text["summary"],
                "topic": TOPICS.get(slug, "geopark" if folder == "geopark" else "site"),
                **self._care(text),
                "cover": self._photo(text.get("photo")),
                "body": lambda ids: self._body(slug, text, language, ids),
            }

        return self.add(parent, ArticlePage, slug, fields, menu=False)

    def place(self, parent, model, row, folder):
        slug = row["slug"]
        source = read_text(folder, slug, SOURCE) or EMPTY

        def fields(language):
            text = read_text(folder, slug, language) or EMPTY
            if f"name_{language}" not in row:
                return None

            def words(name):
                return text.get(name) or row.get(f"{name}_{language}", "")

            built = {
                "title": row[f"name_{language}"],
                "slug": text.get("slug") or (slug if language == SOURCE else slugify(row[f"name_{language}"])),
                "summary": row[f"summary_{language}"],
                "kind": row["kind"],
                "lat": row["lat"] or None,
                "lon": row["lon"] or None,
                "coordinate_confidence": row["coordinate_confidence"],
                "coordinate_source": row[f"coordinate_source_{language}"],
                "address": text.get("address") or row["village"],
                "regency": row["regency"],
                "safety_state": source.get("safety_state") or row.get("safety_state") or "unknown",
                "signal": source.get("signal"),
                "wheelchair": source.get("wheelchair"),
                "is_cross_promotion": row["cross_promotion"] == "yes",
                **{name: words(name) for name in PLACE_WORDS},
                **{Facility(code).field: True for code in source.get("facilities", [])},
                "cover": self._photo(row["photo"]),
                "sources": "\n".join(filter(None, dict.fromkeys([row["sources"], source.get("sources")]))),
                "editor_note": "\n".join(filter(None, dict.fromkeys([row["editor_note"], source.get("editor_note")]))),
                "body": lambda ids: self._body(slug, text, language, ids),
            }
            built["aksara"] = source.get("aksara")
            if model is GeositePage:
                built |= {name: words(name) for name in SCIENCE_WORDS}
                built |= {
                    "heritage_kind": row["heritage_kind"],
                    "age": row[f"age_{language}"],
                    "age_from_ma": row["age_from_ma"] or None,
                    "age_to_ma": row["age_to_ma"] or None,
                    "formation": row["formation"],
                    "lithology": row[f"lithology_{language}"],
                }
            return built

        return self.add(parent, model, slug, fields, menu=False)

    def information_centre(self, parent, slug):
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
                **self._care(source),
                "cover": self._photo(source.get("photo")),
                "body": lambda ids: self._body(slug, text, language, ids),
            }

        return self.add(parent, InformationCentrePage, slug, fields, menu=False)

    def event(self, parent, row):
        slug = row["slug"]
        source = read_text("events", slug, SOURCE) or EMPTY

        def fields(language):
            text = read_text("events", slug, language) or EMPTY
            if f"name_{language}" not in row:
                return None
            return {
                "title": row[f"name_{language}"],
                "slug": text.get("slug") or (slug if language == SOURCE else slugify(row[f"name_{language}"])),
                "summary": row[f"summary_{language}"],
                "category": row["category"],
                "aksara": source.get("aksara"),
                "timing": row["timing"],
                "starts_on": row["starts_on"] or None,
                "ends_on": row["ends_on"] or None,
                "start_time": row["start_time"] or None,
                "is_eve": row["is_eve"] == "yes",
                "certainty": row["certainty"] or "estimated",
                "usual_month": row["usual_month"] or None,
                "usual_text": row[f"usual_text_{language}"],
                "rule": row[f"rule_text_{language}"],
                "date_note": row[f"date_note_{language}"],
                "venue": lambda ids: ids.get(row["place"]),
                "place_text": row[f"place_text_{language}"],
                "regency": row["regency"],
                "cover": self._photo(row["photo"]),
                "sources": "\n".join(filter(None, dict.fromkeys([row["sources"], source.get("sources")]))),
                "editor_note": "\n".join(filter(None, dict.fromkeys([row["editor_note"], source.get("editor_note")]))),
                "body": lambda ids: self._body(slug, text, language, ids),
            }

        return self.add(parent, EventPage, slug, fields, menu=False)

    def itinerary(self, parent, slug):
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
                **self._care(text),
                "cover": self._photo(text.get("photo")),
                "days": lambda ids: [
                    ItineraryDay(
                        number=number,
                        sort_order=number,
                        title=day["title"],
                        intro=day.get("intro", ""),
                        locale=self.locales[SOURCE],
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
                        leg=stop.get("leg", ""),
                        locale=self.locales[SOURCE],
                        translation_key=uuid5(NAMESPACE_URL, f"{slug}/stop/{number}/{position}"),
                    )
                    for number, day in enumerate(text["days"], 1)
                    for position, stop in enumerate(day["stops"], 1)
                ],
                "body": lambda ids: self._body(slug, text, language, ids),
            }

        return self.add(parent, ItineraryPage, slug, fields, menu=False)

    # The shared parts of fields

    def _photo(self, name):
        if name and name not in self.photos:
            raise SeedError(f"There is no picture “{name}” in photos.csv.")
        return self.photos.get(name)

    @staticmethod
    def _care(text):
        return {"sources": text.get("sources"), "editor_note": text.get("editor_note")}

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

    # Making pages

    def add(self, parent, model, slug, fields, menu=True):
        """The page with this slug below `parent`, made now when it is missing. Its text follows in `write_and_publish`."""
        existing = model.objects.child_of(parent).filter(slug=slug).first()
        if existing:
            self.pages.append((existing, slug, fields))
            return existing
        page = model(locale=self.locales[SOURCE], show_in_menus=menu, live=False)
        for name, value in fields(SOURCE).items():
            if not callable(value):
                setattr(page, name, value)
        parent.add_child(instance=page)
        self.pages.append((page, slug, fields))
        self.new.add(page.pk)
        self.counts["pages"] += 1
        return page

    def write_and_publish(self):
        """Second pass over the new pages, when every page that a text links to exists."""
        ids = self.page_ids()
        for page, slug, fields in self.pages:
            if page.pk not in self.new:
                continue
            self._fill(page, slug, fields(SOURCE), ids)
            try:
                page.full_clean()
                page.check_publishable()
            except ValidationError as error:
                raise SeedError(f"{slug}: {error}") from error
            page.save_revision().publish()

    def page_ids(self):
        """``{Indonesian slug: page id}`` of every page."""
        return dict(Page.objects.filter(locale=self.locales[SOURCE], depth__gt=1).values_list("slug", "pk"))

    @staticmethod
    def _fill(page, slug, fields, ids):
        """Set what had to wait for the other pages: texts with links, places, stops."""
        for name, value in fields.items():
            if not callable(value):
                setattr(page, name, value)
                continue
            value = value(ids)
            if name in {"body", "sections"}:
                value = page._meta.get_field(name).to_python(
                    [{"type": kind, "value": content, "id": block_id(slug, i)} for i, (kind, content) in enumerate(value)]
                )
            elif name == "venue":
                name = "venue_id"
            setattr(page, name, value)

    # Translations

    def translate_pages(self, locale):
        """Translate every page that is missing in this language; one without words becomes an alias of the source."""
        self.say(f"  pages in {locale.language_code}")
        ids = self.page_ids()
        present = set(Page.objects.filter(locale=locale).values_list("translation_key", flat=True))
        for page, slug, fields in self.pages:
            if page.translation_key in present:
                continue
            page = type(page).objects.get(pk=page.pk)
            words = fields(locale.language_code)
            with transaction.atomic():
                if words is None:
                    page.copy_for_translation(locale, copy_parents=True, alias=True)
                else:
                    self._translate(page, slug, words, locale, ids)
                    self.counts[f"translations ({locale.language_code})"] += 1

    def _translate(self, page, slug, words, locale, ids):
        source, _created = TranslationSource.update_or_create_from_instance(page)
        translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
        translated = copy.copy(page)
        translated._state = copy.copy(page._state)
        translated._prefetched_objects_cache = {}
        translated._cluster_related_objects = dict(getattr(page, "_cluster_related_objects", {}))
        self._fill(translated, slug, words, ids)
        targets = _by_position(extract_segments(translated))
        for segment in source.stringsegment_set.select_related("context", "string").order_by("order"):
            queue = targets.get(segment.context.path)
            if not queue:
                raise SeedError(f"{slug}: the {locale.language_code} text lacks what answers to “{segment.string.data[:60]}”.")
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={"data": queue.pop(0), "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
            )
        left = {path: queue for path, queue in targets.items() if queue}
        if left:
            raise SeedError(f"{slug}: the {locale.language_code} text has more than the Indonesian one: {left}")
        translation.save_target(publish=True)

    def keep_languages_in_step(self):
        """From now on a page added in Indonesian appears in the other languages too, as an alias until it is translated."""
        for code in TRANSLATED:
            LocaleSynchronization.objects.get_or_create(
                locale=self.locales[code], defaults={"sync_from": self.locales[SOURCE]}
            )

    # Links to partners

    def load_partner_links(self):
        places = {place.slug: place for place in PlacePage.objects.filter(locale=self.locales[SOURCE])}
        for row in read_rows("partner_links.csv"):
            if PartnerLink.objects.filter(slug=row["slug"]).exists():
                continue
            key = uuid5(NAMESPACE_URL, f"partner-link/{row['slug']}")
            for language, locale in self.locales.items():
                link = PartnerLink(
                    slug=row["slug"],
                    placement=row["placement"],
                    title=row[f"title_{language}"] or row["title_id"],
                    text=row[f"text_{language}"] or row["text_id"],
                    place=places[row["place"]] if row["place"] else None,
                    url=row["url"],
                    organisation=self.organisations.get(row["organisation"]),
                    sort_order=row["sort_order"] or 0,
                    locale=locale,
                    translation_key=key,
                )
                link.full_clean()
                link.save()
            self.counts["partner links"] += 1


EVENTS_HEADING = {"id": "Segera berlangsung", "en": "Coming up", "jv": "Badhé kalampahan"}


def _decimal(number):
    """A TOML number as the decimal that was written, not its nearest binary fraction."""
    return None if number is None else Decimal(str(number))


def block_id(*names):
    """A block's id, the same at every loading and in every language."""
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, names))))


def _by_position(segments):
    """``{path: [text, ...]}`` of the string segments, in order."""
    found = {}
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            found.setdefault(segment.path, []).append(segment.string.data)
    return found
