"""The form: public and kept by nobody; robots tire of it, people lose nothing."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from content.public_forms import LEFT_EMPTY
from content.publishing import mark_published
from desk.models import DeskSettings, Message, Question
from tests.desk.asking import FORM, PLACE, WORDS, filled_in, send, token
from tourism.models import InformationCentrePage

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def test_the_form_speaks_of_the_page_and_is_kept_by_nobody(client):
    for path, about in [("/id/tanya/", "/id/destinasi/pantai-nampu/"), (FORM, PLACE), ("/jv/pitakenan/", PLACE)]:
        response = client.get(path, {"about": about})
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert not response.cookies and "cookie" not in response.headers.get("Vary", "").lower()
        html = response.content.decode()
        assert "Nampu" in html.split("<h1>")[1].split("</h1>")[0]
        assert "csrfmiddlewaretoken" not in html
    assert (
        client.get("/id/ask/", {"about": PLACE}).headers["Location"] == "/id/tanya/?about=/id/destinasi/pantai-nampu/"
    )
    # Nobody has entered hours: no time is promised.
    assert "We cannot promise when" in client.get(FORM).content.decode()
    DeskSettings.load()
    DeskSettings.objects.update(hours_en="Monday to Friday, 08.00–15.00", working_days=2)
    html = client.get(FORM).content.decode()
    assert "Monday to Friday, 08.00–15.00" in html and "2 working days" in html


def test_nothing_is_told_of_a_page_that_is_not_public(client, page_at):
    page = page_at("id", "pantai-nampu")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="rahasia")
    for about in (PLACE, "/id/destinasi/pantai-nampu/", "/en/nowhere/", "/admin/", "\x00", "https://example.org/x/"):
        html = client.get(FORM, {"about": about}).content.decode()
        assert "<h1>Ask the information centre</h1>" in html
        assert 'name="about"' not in html
    send(client)
    assert Question.objects.get().about is None


def test_every_mistake_has_its_sentence_and_nothing_typed_is_lost(client):
    response = send(client, question="", contact="321045", language="de", name='<b>"M"')
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"question", "contact", "language"}
    html = response.content.decode()
    assert 'value="321045"' in html and "&lt;b&gt;&quot;M&quot;" in html
    assert f'value="{PLACE}"' in html
    for changes, headers in [
        ({"token": "x"}, {}),
        ({LEFT_EMPTY: "http://spam.example"}, {}),
        ({"token": token(0)}, {}),
        ({}, {"sec-fetch-site": "cross-site"}),
    ]:
        response = send(client, headers=headers, **changes)
        assert response.status_code == 422
        assert WORDS in response.content.decode()
    assert not Question.objects.exists()


def test_a_form_sent_twice_is_one_question_with_a_number_of_its_day(client):
    data = filled_in()
    places = {client.post(FORM, data).headers["Location"] for _time in range(3)}
    assert len(places) == 1 and Question.objects.count() == Message.objects.count() == 1
    send(client)
    assert sorted(question.number for question in Question.objects.all()) == ["0428-01", "0428-02"]


def test_one_address_is_limited_kindly_and_all_others_come_through(client):
    centre = InformationCentrePage.objects.filter(locale__language_code="en").first()
    InformationCentrePage.objects.filter(pk=centre.pk).update(contact_phone="+62 273 321045")
    data = filled_in()
    answers = [client.post(FORM, data | {"token": token()}) for _number in range(24)]
    assert [answer.status_code for answer in answers] == [303] * 20 + [429] * 4
    html = answers[-1].content.decode()
    assert "+62 273 321045" in html and WORDS in html
    assert int(answers[-1].headers["Retry-After"]) > 0
    # One household of IPv6 is one address too.
    for number in range(22):
        Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}").post(FORM, data | {"token": token()})
    assert Question.objects.count() == 40
    for number in range(200):
        assert Client(REMOTE_ADDR=f"10.1.{number}.1").post(FORM, data | {"token": token()}).status_code == 303
    assert Question.objects.count() == 240


def test_text_with_many_links_is_held_and_never_lost(client):
    text = " ".join(f"https://spam{number}.example/" for number in range(4))
    assert send(client, question=text).status_code == 303
    assert Question.objects.suspect().count() == 1 and not Question.objects.new().exists()
    assert Message.objects.get().text == text


@pytest.mark.parametrize(
    "path",
    [PLACE, "/en/geopark/sodong-cave/", "/en/events/labuhan-ageng-at-sembukan-beach/",
     "/en/itineraries/two-days-karst-and-coast/", "/en/culture/wonogiren-batik/"],
)  # fmt: skip
def test_a_page_leads_to_the_form_about_it(client, path):
    assert f'href="/en/ask/?about={path}"' in client.get(path).content.decode()


def test_a_fact_that_is_not_known_leads_to_asking_and_telling(client):
    html = client.get(PLACE).content.decode()
    assert f'href="/en/ask/?about={PLACE}&amp;kind=correction"' in html
    told = client.get(FORM, {"about": PLACE, "kind": "correction"}).content.decode()
    assert 'name="fact"' in told
    send(client, kind="correction", fact="toilet", proposed="Ada", question="")
    question = Question.objects.get()
    assert (question.kind, question.fact, question.proposed) == ("correction", "toilet", "Ada")
    assert Message.objects.get().text == "Toilet: Ada"


def test_what_somebody_has_entered_of_a_centre_is_shown_and_nothing_else(client):
    page = "/en/information/wonogiri-information-centre/"
    assert "wa.me" not in client.get(page).content.decode() + client.get(FORM, {"about": PLACE}).content.decode()
    InformationCentrePage.objects.update(whatsapp="0812 3456 7890", email="meja@contoh.id")
    mark_published()
    html = client.get(page).content.decode()
    assert "https://wa.me/6281234567890" in html and "mailto:meja@contoh.id" in html
    told = client.get(FORM, {"about": PLACE}).content.decode()
    assert "https://wa.me/6281234567890?text=Hello%2C%20I%20have%20a%20question%20about%20Nampu%20Beach." in told


def test_from_everywhere_the_form_is_near(client):
    for path in ("/en/", "/en/search/?q=zzzz", "/en/nowhere/", "/en/privacy/"):
        assert 'href="/en/ask/"' in client.get(path).content.decode()
