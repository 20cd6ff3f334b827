"""The pictures of the seed: each place has its own, and none shows what its place warns of."""

import re
from collections import Counter, defaultdict

import pytest
from PIL import Image

from portal.seed.files import SEED, read_rows, read_text, slugs_in

PLACES_AT_MOST = 3
EVENTS_AT_MOST = 4
# Pictures from before these were drawn; hero-* are wide panoramas.
BYTES_AT_MOST = {"hero": 220_000, "": 130_000}
# What a place warns of: the pictures that show people doing just that, or a comfort that is not there.
CONTRADICTED_BY = {
    r"jangan (?:berenang|mandi)|tidak boleh berenang": {
        "bay-boats.jpg",  # a calm bay, people at the edge of the water
        "cave-river.jpg",  # people floating
        "coast-surf.jpg",  # a surfer
        "coast-white-sand.jpg",  # parasols on a bathing beach
        "hero-coast.jpg",  # a calm sea
        "waterfall-tiers.jpg",  # people wading
    },
    r"batu basah|batu sungai\w* licin": {"waterfall-forest.jpg", "waterfall-tiers.jpg"},  # people on the wet rock
    r"gua liar|gua tegak|jangan masuk (?:sendiri|tanpa pemandu)|belum diperiksa|bukan untuk wisatawan": {
        "cave-light-shaft.jpg",  # one person alone
        "cave-river.jpg",  # tubing
        "cave-stalactites.jpg",  # a lit walkway with railings
    },
}


def places():
    """``{slug: picture}`` of destinations, geosites and information centres."""
    found = {row["slug"]: row["photo"] for name in ("destinations", "geosites") for row in read_rows(f"{name}.csv")}
    return found | {slug: read_text("information", slug, "id")["photo"] for slug in slugs_in("information")}


def lists():
    """``(name, pictures)`` of each list in which places stand together."""
    rows = read_rows("destinations.csv") + read_rows("geosites.csv")
    regencies = defaultdict(list)
    for row in rows:
        regencies[row["regency"]].append(row["photo"])
    yield from regencies.items()
    yield "geosites", [row["photo"] for row in read_rows("geosites.csv")]
    yield "destinations", [row["photo"] for row in read_rows("destinations.csv")]


def named_in_pages():
    """``(file, picture)`` for every page file that names one."""
    for path in sorted((SEED / "pages").glob("*/*.id.md")):
        section, slug = path.parent.name, path.name.removesuffix(".id.md")
        if picture := read_text(section, slug, "id").get("photo"):
            yield path.name, picture


def warnings_of_places():
    """``{slug: what is warned of}``, in lower case: the headline and reason of safety, and the hazards."""
    found = defaultdict(list)
    for row in read_rows("safety.csv"):
        found[row["slug"]] += [row["headline_id"], row["reason_id"]]
    for name in ("destinations", "geosites"):
        for row in read_rows(f"{name}.csv"):
            text = read_text(name, row["slug"], "id")
            found[row["slug"]] += [row.get("hazards_id", ""), text.get("hazards"), text.get("safety_reason")]
    return {slug: ". ".join(told).lower() for slug, told in found.items()}


def repeated(pictures, at_most):
    return {picture: times for picture, times in Counter(filter(None, pictures)).items() if times > at_most}


def test_every_place_and_every_event_has_a_picture():
    events = {row["slug"]: row["photo"] for row in read_rows("events.csv")}
    assert not [slug for slug, picture in (places() | events).items() if not picture]


def test_no_picture_stands_for_more_than_three_places_nor_twice_in_a_list():
    assert not repeated(places().values(), PLACES_AT_MOST)
    for name, pictures in lists():
        assert not repeated(pictures, 1), f"twice in the list of {name}"
    assert not repeated([row["photo"] for row in read_rows("events.csv")], EVENTS_AT_MOST)


@pytest.mark.parametrize("warning", CONTRADICTED_BY)
def test_no_place_is_shown_by_what_it_warns_of(warning):
    shown = places()
    warned = [slug for slug, text in warnings_of_places().items() if re.search(warning, text)]
    assert warned
    assert not {slug: shown[slug] for slug in warned if shown.get(slug) in CONTRADICTED_BY[warning]}


def test_every_picture_that_is_named_exists_and_is_described_in_three_languages():
    rows = {row["file"]: row for row in read_rows("photos.csv")}
    named = {picture for _file, picture in named_in_pages()} | set(places().values())
    named |= {row["photo"] for row in read_rows("events.csv")} | set.union(*CONTRADICTED_BY.values())
    assert named <= rows.keys()
    assert {path.name for path in (SEED / "images").glob("*.jpg")} == rows.keys()
    for name, row in rows.items():
        assert all(row[key] for key in ("title", "alt_id", "alt_en", "alt_jv", "credit", "licence")), name
        assert row["alt_id"].startswith("Ilustrasi ") and row["alt_jv"].startswith("Gambar "), name
        assert "llustration of " in row["alt_en"], name


def test_a_picture_is_large_enough_for_the_first_screen_and_light_enough_to_copy():
    for path in (SEED / "images").glob("*.jpg"):
        with Image.open(path) as image:
            assert image.width >= 1600 and image.height == 1000, path.name
        assert path.stat().st_size <= BYTES_AT_MOST["hero" if path.name.startswith("hero-") else ""], path.name


def test_a_drawing_that_is_kept_as_its_source_has_its_picture():
    sources = {path.stem for path in (SEED / "images" / "sources").glob("*.svg")}
    assert sources <= {path.stem for path in (SEED / "images").glob("*.jpg")}
