"""That pictures are illustrations is said once below a list, and under the picture on a page of its own."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from content.templatetags.content_tags import shows_illustration

NOTE = "Gambar di daftar ini ilustrasi, kecuali yang menyebut pemotretnya."


def page(is_illustration):
    return SimpleNamespace(cover=SimpleNamespace(is_illustration=is_illustration))


@pytest.mark.parametrize(
    ("lists", "shows"),
    [
        ([], False),
        (["", None], False),
        ([[page(False), SimpleNamespace(cover=None), SimpleNamespace()]], False),
        ([[page(False)], [page(True)]], True),
    ],
)
def test_a_list_shows_an_illustration_when_one_of_its_pages_does(lists, shows):
    assert shows_illustration(*lists) is shows


@pytest.mark.parametrize(
    ("is_illustration", "said_once", "shown"),
    [(True, False, "Ilustrasi"), (True, True, None), (False, True, "Foto: Siti"), (False, False, "Foto: Siti")],
)
def test_a_photographer_is_always_named_and_an_illustration_only_where_no_list_says_it(
    is_illustration, said_once, shown
):
    photo = SimpleNamespace(
        picture_sources={"jpeg": [[400, "images/a.jpg"]]},
        is_illustration=is_illustration,
        credit="Foto: Siti",
        alt="Telaga",
        width=400,
        height=250,
    )
    with override("id"):
        html = render_to_string("components/picture.html", {"photo": photo, "decorative": True, "said_once": said_once})
    assert 'alt=""' in html
    assert ("<figcaption>" in html) is bool(shown)
    assert (shown or "") in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "lists"),  # below the articles stands a panel of neighbours too
    [("/id/destinasi/", 1), ("/id/geopark/", 1), ("/id/acara/", 1), ("/id/itinerari/", 1), ("/id/budaya/", 2)],
)
def test_a_list_says_it_once_and_its_cards_do_not(client, path, lists):
    html = client.get(path).content.decode()
    assert html.count(NOTE) == lists
    assert "<figcaption>Ilustrasi" not in html
