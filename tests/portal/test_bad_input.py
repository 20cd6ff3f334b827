"""Every parameter of every page may be nonsense: a page answers, with a note or a 404, and never breaks."""

from urllib.parse import quote

import pytest
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.keeping.pages import KNOWN_PARAMETERS

pytestmark = pytest.mark.django_db

PAGES = [
    "/id/destinasi/",
    "/en/places/",
    "/id/geopark/",
    "/id/acara/",
    "/en/events/",
    "/id/search/",
    "/en/search/",
    "/id/places.geojson",
    "/feeds/v1/events.ics",
    "/feeds/v1/events.rss",
    "/feeds/v1/events.json",
    "/id/itinerari/",
    "/id/destinasi/pantai-nampu/",
]
# One value that each parameter understands, so that nonsense meets sense.
UNDERSTOOD = {
    "q": "pantai",
    "type": "place",
    "kind": "beach",
    "regency": "wonogiri",
    "district": "Paranggupito",
    "facility": "parking",
    "geosite": "1",
    "sort": "distance",
    "near": "-8.2,110.9",
    "page": "2",
    "cat": "rite",
    "not_cat": "sport",
    "org": "dispar-wonogiri",
    "not_org": "dispar-diy",
    "place": "pantai-nampu",
    "free": "1",
    "radius": "10",
    "bbox": "110.4,-8.4,111.3,-7.6",
    "status": "cancelled",
    "series": "next",
    "limit": "5",
    "after": "MjAyNzA2MDUuMC4xODExMTQ5MjAwLjEy",
    "until": "2027-06-30",
    "client": "outlook",
    "date": "2027-06-05",
    "url": "https://example.org/",
    "format": "json",
    "maxwidth": "400",
    "maxheight": "400",
    "fields": "title",
    "since": "2026-11-01",
    "include": "place",
    "from": "2027-06-01",
    "to": "2027-06-30",
    "month": "2027-06",
    "when": "weekend",
    "lang": "en",
}
SPITEFUL = [
    "", " ", "\x00", "a\x00b", "\r\nSet-Cookie: a=b", "0", "-1", "1e309", "nan", "inf", "-inf", "99999999999999999999",
    "9" * 4000, "a" * 8000, "٣", "²", "１２", "½", "true", "null", "[]", "{}", "../../etc/passwd", "<script>", "' OR 1=1 --",
    '"', "\\", "%", "%00", "_", "*", "nan,nan", "inf,110", "-8.2", "-8.2,110.9,1", ",", "110.9,-8.2", "0000-00-00",
    "2027-02-30", "2027-13", "0000-00", "9999-12-31", "0001-01-01", "10000-01-01", "2027-06-31", "２０２７-06", "ꦮꦺꦴꦤꦒꦶꦫꦶ",
    "पृथ्वी", "אבג", "\u202e", "\ufeff", "😀" * 50, "\ud7ff", "İ", "ß", "ﬁ",
]  # fmt: skip

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
values = st.one_of(
    st.sampled_from(SPITEFUL),
    st.sampled_from(sorted(UNDERSTOOD.values())),
    texts,
    st.integers().map(str),
    st.dates().map(str),
    st.floats().map(str),
)
names = st.one_of(st.sampled_from(sorted(KNOWN_PARAMETERS)), texts)
pairs = st.tuples(names, values).map(lambda pair: f"{quote(pair[0], safe='')}={quote(pair[1], safe='')}")
# Broken percent signs, bytes that are no UTF-8, names without a value.
broken = st.one_of(
    st.binary(max_size=12).map(lambda raw: "q=" + "".join(f"%{byte:02x}" for byte in raw)),
    st.sampled_from(
        ["%", "%%%", "q=%", "q=%zz", "page", "&&&", "=", "q=%ff%fe", "kind=%c0%80", "q[]=a", "page=1;page=2"]
    ),
)
queries = st.lists(st.one_of(pairs, pairs, pairs, broken), max_size=6).map("&".join)


@pytest.mark.parametrize("path", PAGES)
def test_nonsense_never_breaks_a_page(uncached_client, path):
    @settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(queries)
    def answers(query):
        response = uncached_client.get(f"{path}?{query}" if query else path)
        assert response.status_code in {200, 404}
        assert not response.cookies

    answers()


@pytest.mark.parametrize("path", ["/id/destinasi/", "/id/geopark/", "/en/events/", "/id/search/"])
def test_one_spiteful_value_after_another_in_one_parameter(uncached_client, path):
    for number, name in enumerate(sorted(UNDERSTOOD)):
        for value in SPITEFUL[number % 9 :: 9]:
            response = uncached_client.get(path, {name: [value, UNDERSTOOD[name]]})
            assert response.status_code in {200, 404}, (name, value)


def test_what_was_not_understood_is_said(client):
    for path, query in [("/id/destinasi/", "kind=zzz"), ("/en/events/", "month=2027-13"), ("/en/places/", "near=x")]:
        response = client.get(f"{path}?{query}")
        assert response.status_code == 200
        query = response.context.get("query")
        notes = [problem.message for problem in query.problems] if query else response.context["filter"].notes
        assert notes
        for note in notes:
            assert escape(note) in response.content.decode()


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_a_nonsense_address_is_a_404_or_a_redirect(client, text):
    response = client.get("/id/" + quote(text, safe="") + "/")
    assert response.status_code in {200, 301, 302, 404}
