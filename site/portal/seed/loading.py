"""Loading the seed content (see README.md) through the models' own validation.

Pages are made in Indonesian first, then translated through wagtail-localize, so that an editor finds each
sentence beside its source. What exists is never touched.
"""

import copy
from collections import Counter
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db import transaction
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
from events.models import EventIndexPage, EventPage, IslamicMonth
from geopark.models import GeoparkIndexPage, GeositePage
from places.models import PlacePage
from portal.models import ArticlePage, EmergencyPage, HomePage, SearchSynonym, SectionPage
from portal.seed.emergency import SLUG as EMERGENCY
from portal.seed.emergency import emergency_fields
from portal.seed.facts import load_facts
from portal.seed.fields import SOURCE, SeedFields, block_id
from portal.seed.files import SEED, SeedError, read_rows, slugs_in
from promotion.models import PartnerLink
from tourism.models import (
    DestinationIndexPage,
    DestinationPage,
    InformationCentrePage,
    InformationIndexPage,
    ItineraryIndexPage,
    ItineraryPage,
)

TRANSLATED = ["en", "jv"]

SECTIONS = [
    ("destinasi", DestinationIndexPage),
    ("geopark", GeoparkIndexPage),
    ("acara", EventIndexPage),
    ("itinerari", ItineraryIndexPage),
    ("budaya", SectionPage),
    ("informasi", InformationIndexPage),
]


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
        self.load_islamic_months()
        self.fields = SeedFields(self.photos, self.locales[SOURCE])
        with transaction.atomic():
            self.load_pages()
            self.counts.update(load_facts())
        for language in TRANSLATED:
            self.translate_pages(self.locales[language])
        with transaction.atomic():
            self.load_partner_links()
            self.load_synonyms()
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

    def load_islamic_months(self):
        known = set(IslamicMonth.objects.values_list("year", "month"))
        for row in read_rows("islamic_months.csv"):
            month = IslamicMonth(**row | {"year": int(row["year"]), "month": int(row["month"])})
            if (month.year, month.month) in known:
                continue
            month.full_clean()
            month.save()
            self.counts["Islamic months"] += 1

    # Pages in Indonesian

    def load_pages(self):
        self.say("  pages in Indonesian")
        home = self.home()
        index = {slug: self.section(home, slug, model) for slug, model in SECTIONS}
        build = self.fields
        for row in read_rows("destinations.csv"):
            self.add(
                index["destinasi"], DestinationPage, row["slug"], build.place(DestinationPage, row, "destinations")
            )
        for slug in slugs_in("geopark", first="tentang-geopark"):
            self.add(index["geopark"], ArticlePage, slug, build.article("geopark", slug))
        for row in read_rows("geosites.csv"):
            self.add(index["geopark"], GeositePage, row["slug"], build.place(GeositePage, row, "geosites"))
        for slug in slugs_in("information", first="pusat-informasi-wonogiri"):
            self.add(index["informasi"], InformationCentrePage, slug, build.information_centre(slug))
        for row in read_rows("events.csv"):
            self.add(index["acara"], EventPage, row["slug"], build.event(row))
        for slug in slugs_in("itineraries"):
            self.add(index["itinerari"], ItineraryPage, slug, build.itinerary(slug))
        for slug in slugs_in("culture"):
            self.add(index["budaya"], ArticlePage, slug, build.article("culture", slug))
        for slug in slugs_in("visiting"):
            if slug == EMERGENCY:
                self.add(home, EmergencyPage, slug, emergency_fields(build))
            else:
                self.add(home, ArticlePage, slug, build.article("visiting", slug))
        for slug in slugs_in("standard"):
            self.add(home, ArticlePage, slug, build.article("standard", slug))
        self.write_and_publish()

    def section(self, home, slug, model):
        has_body = any(field.name == "body" for field in model._meta.get_fields())
        return self.add(home, model, slug, self.fields.section(slug, has_body), in_menu=True)

    def home(self):
        root = Page.get_first_root_node()
        welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page").first()
        home = self.add(root, HomePage, "home-id", self.fields.home)
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

    # Making pages

    def add(self, parent, model, slug, fields, in_menu=False):
        """The page with this slug below `parent`, made now when it is missing. Its text follows in `write_and_publish`."""
        # Of whatever type: an older site may have another one there.
        existing = Page.objects.child_of(parent).filter(slug=slug).specific().first()
        if existing:
            self.pages.append((existing, slug, fields))
            return existing
        page = model(locale=self.locales[SOURCE], show_in_menus=in_menu, live=False)
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
            if name in {"body", "sections", "say"}:
                value = page._meta.get_field(name).to_python(
                    [
                        {"type": kind, "value": content, "id": block_id(slug, i)}
                        for i, (kind, content) in enumerate(value)
                    ]
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
                raise SeedError(
                    f"{slug}: the {locale.language_code} text lacks what answers to “{segment.string.data[:60]}”."
                )
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

    def load_synonyms(self):
        """The words that mean the same in a search, where an editor has none yet."""
        if not SearchSynonym.objects.exists():
            rows = [SearchSynonym(words=row["words"]) for row in read_rows("synonyms.csv")]
            for row in rows:
                row.full_clean()
            SearchSynonym.objects.bulk_create(rows)
            self.counts["synonyms"] += len(rows)

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


def _by_position(segments):
    """``{path: [text, ...]}`` of the string segments, in order."""
    found = {}
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            found.setdefault(segment.path, []).append(segment.string.data)
    return found
