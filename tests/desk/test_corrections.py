"""A visitor corrects a fact; the office accepts it in one click, and everybody reads it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from desk.models import Message, Question
from facts.models import Fact
from facts.reported import PUBLISHER
from tests.desk.asking import PLACE, asked, colleague, token

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture
def sri():
    client = colleague("sri")
    rights = Permission.objects.filter(codename__in=["add_fact", "change_fact"])
    Group.objects.get(name="Meja informasi").permissions.add(*rights)
    return client


def corrected(fact="hours", proposed="06.00–17.00", **changes):
    return asked(kind="correction", fact=fact, proposed=proposed, question="", **changes)


def decide(client, question, do="accept", **data):
    seen = question.messages.exclude(kind="note").last().pk
    return client.post(reverse("desk:correction", args=[question.pk]), {"do": do, "seen": seen} | data)


def inside(client, question):
    return client.get(reverse("desk:question", args=[question.pk])).content.decode()


def test_one_click_writes_the_fact_thanks_the_visitor_and_is_done_once(client, sri, admin_client):
    client.get(PLACE)
    question = corrected()
    html = inside(sri, question)
    assert "06.00–17.00" in html and 'value="accept"' in html
    decide(sri, question)
    decide(sri, question)
    decide(admin_client, question)
    fact = Fact.objects.get(publisher=PUBLISHER)
    assert (fact.value, fact.as_of, fact.page.title) == ("06.00–17.00", "2027-04-28", "Pantai Nampu")
    assert fact.reading["spells"][0]["opens"] == "06:00"
    assert "06.00–17.00" in client.get(PLACE).content.decode().replace("–", "–").replace(":", ".")
    assert Message.objects.filter(kind="desk").count() == 1
    private = client.get(f"/en/ask/{question.secret}/").content.decode()
    assert "Thank you, we have updated it" in private and f'href="{PLACE}"' in private
    logged = {entry.action: entry.user.username for entry in ModelLogEntry.objects.all()}
    assert logged == {"wagtail.create": "sri", "desk.accepted": "sri"}
    # Somebody reports the same day that it is otherwise: that fact is written anew.
    decide(sri, corrected(proposed="07.00–17.00"))
    assert Fact.objects.get(publisher=PUBLISHER).value == "07.00–17.00"


def test_words_that_are_no_value_lead_to_the_form_with_them_in_it(client, sri):
    question = corrected(proposed="dawn till dusk")
    assert "belum terbaca sebagai nilai" in inside(sri, question)
    decide(sri, question)
    assert not Fact.objects.filter(publisher=PUBLISHER).exists()
    address = reverse("desk:fact", args=[question.pk])
    page = sri.get(address)
    form = page.context["form"]
    assert "dawn till dusk" in page.content.decode() and "dusk" not in address
    filled = {name: form[name].value() or "" for name in form.fields} | {"value": "05.30–17.30"}
    assert sri.post(address, filled).status_code == 302
    assert Fact.objects.get(publisher=PUBLISHER).value == "05.30–17.30"
    assert Question.objects.get().outcome == "accepted"
    assert "we have updated" in client.get(f"/en/ask/{question.secret}/").content.decode()


def test_declined_with_a_sentence_in_the_visitors_language(client, sri):
    question = corrected()
    decide(sri, question, "decline:unconfirmed")
    html = client.get(f"/en/ask/{question.secret}/").content.decode()
    assert "could not confirm it" in html and "Thank you, we have updated it" not in html
    assert not Fact.objects.filter(publisher=PUBLISHER).exists()


def test_not_while_another_holds_it_nor_past_what_was_just_said_nor_without_the_right(client, sri):
    question, joko = corrected(), colleague("joko")
    joko.get(reverse("desk:question", args=[question.pk]))
    refused = joko.post(reverse("desk:correction", args=[question.pk]), {"do": "accept"})
    assert refused.headers["Location"] == reverse("wagtailadmin_home")
    Group.objects.get(name="Meja informasi").permissions.add(
        *Permission.objects.filter(codename__in=["add_fact", "change_fact"])
    )
    decide(sri, question)
    assert not Fact.objects.filter(publisher=PUBLISHER).exists(), "Joko holds it"
    seen = question.messages.last().pk
    client.post(f"/en/ask/{question.secret}/", {"token": token(), "question": "Ralat"})
    decide(joko, question, seen=seen)
    assert not Fact.objects.filter(publisher=PUBLISHER).exists(), "something new was said"
    decide(joko, question)
    assert Fact.objects.filter(publisher=PUBLISHER).exists()


def test_after_its_time_no_contact_is_left_in_what_was_proposed():
    question = corrected(fact="manager", proposed="Pak Karno 0812 3456 7890")
    question.forget(question.received_at)
    assert "3456" not in repr(list(Question.objects.values())) + repr(list(Message.objects.values()))
