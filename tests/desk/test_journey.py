"""A visitor asks, the desk answers, and in the end nothing is left; over real HTTP, without a script."""

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from wagtail.models import ModelLogEntry

from desk.answering import last_said
from desk.handing.views import FORM as HANDED_FORM
from desk.models import DeskSettings, Faq, Handover, Message, Question, ReadyText
from desk.tasks import forget_questions, tell_desk
from jobs.models import Job
from tests.desk.asking import EMAIL, PLACE, WORDS, asked, colleague, send, token

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture(autouse=True)
def by_mail(settings):
    settings.EMAIL_BACKEND = "jobs.mail.MailByJobs"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"


def act(client, question, do, **data):
    return client.post(reverse("desk:act", args=[question.pk]), {"do": do} | data)


def answer(client, question, text, **data):
    client.get(reverse("desk:question", args=[question.pk]))
    return act(client, question, "send", text=text, seen=last_said(question), **data)


def everything_stored():
    """All text of all tables, as one string."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            found.append(repr(cursor.fetchall()))
    return "".join(found)


def test_from_the_question_to_nothing(client, run_jobs, caplog):
    caplog.set_level(logging.DEBUG)
    sri = colleague("sri")
    # A visitor asks in English.
    page = client.get("/en/ask/", {"about": PLACE}).content.decode()
    assert 'name="token"' in page
    response = send(client)
    address = response.headers["Location"]
    question = Question.objects.get()
    assert re.fullmatch(r"/en/ask/[A-Za-z0-9]{22}/", address)
    page = client.get(address)
    assert "no-store" in page.headers["Cache-Control"] and page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "no-referrer" and not page.cookies
    html = page.content.decode()
    assert "0428-01" in html and WORDS in html and "Your question has arrived" in html
    assert EMAIL not in html
    # The desk is told that one waits, and not what; it sees the question, writes with a ready text and a page's link, and answers.
    tell_desk.func()
    run_jobs()
    told = mail.outbox.pop()
    assert (told.to, told.subject) == (["sri@example.org"], "1 pertanyaan pengunjung menunggu")
    assert WORDS not in told.body and reverse("desk:index") in told.body
    assert WORDS in sri.get(reverse("desk:index")).content.decode()
    inside = sri.get(reverse("desk:question", args=[question.pk])).content.decode()
    assert EMAIL in inside and "Dipegang Anda" in inside
    ready = ReadyText.objects.create(title="Salam", text_id="Selamat pagi, {name}.", text_en="Good morning, {name}.")
    act(sri, question, "ready", text="Minibuskoe reaches it.", ready=ready.pk)
    question.refresh_from_db()
    assert question.draft == "Minibuskoe reaches it.\n\nGood morning, Mayangsari."
    act(sri, question, "note", note="Tanya desa dulu")
    # Somebody in the village is asked by e-mail, and proposes an answer.
    whom = {"name": "Pak Sabarno", "contact": "sabarno@contoh.id", "note": "Sampaimana?"}
    sri.post(reverse("desk:hand_over", args=[question.pk]), whom)
    run_jobs()
    asking = next(message for message in mail.outbox if message.to == ["sabarno@contoh.id"])
    handed_over = re.search(r"/id/tanya/usul/\S+", asking.body)[0]
    assert client.post(handed_over, {"token": token(form=HANDED_FORM), "reply": "Usulanrahasia"}).status_code == 303
    assert "Usulan dari Pak Sabarno" in sri.get(reverse("desk:question", args=[question.pk])).content.decode()
    found = sri.get(reverse("desk:question", args=[question.pk]), {"find": "nampu"}).content.decode()
    page_pk = re.search(r'value="insert:(\d+)"', found)[1]
    act(sri, question, f"insert:{page_pk}", text="Minibuskoe reaches the car park.")
    question.refresh_from_db()
    assert question.draft.startswith("Minibuskoe") and PLACE in question.draft
    answer(sri, question, question.draft)
    # It stands on the page at once, and goes out by mail.
    html = client.get(address).content.decode()
    assert (
        "There is an answer" in html and "Minibuskoe reaches the car park." in html and "Sri, information desk" in html
    )
    assert "Tanya desa" not in html
    run_jobs()
    letter = next(message for message in mail.outbox if message.to == [EMAIL])
    assert letter.subject == "Answer to your question 0428-01"
    assert "Minibuskoe reaches the car park." in letter.body and address in letter.body
    assert Message.objects.get(kind="desk").mail_state == "sent"
    # The visitor rates it, asks once more, and deletes.
    client.post(address, {"helped": "no"})
    assert Question.objects.get().helped is False
    again = {"token": token(), "question": "Dan toiletnya?"}
    for _time in range(2):
        assert client.post(address, again).status_code == 303
    question.refresh_from_db()
    assert question.state == "new" and question.messages.filter(kind="visitor").count() == 2
    stranger = client.post(address, {"delete": "1"}, headers={"sec-fetch-site": "cross-site"})
    assert stranger.status_code == 200 and Question.objects.exists()
    assert "deleted" in client.post(address, {"delete": "1"}).content.decode()
    assert client.get(address).status_code == 404
    # Nothing is left: not in the database, the history, the jobs, the search, the log or the cache.
    stored = everything_stored()
    asked_of = ("Sabarno", "sabarno", "Sampaimana", "Usulanrahasia", handed_over.split(".")[-1])
    for secret in (WORDS, EMAIL, "Mayangsari", "Minibuskoe", "Dan toiletnya", "Tanya desa", *asked_of):
        assert secret not in stored, secret
        assert secret not in caplog.text, secret
    assert question.secret not in "".join(record.getMessage() for record in caplog.records if record.name != "test")
    assert ModelLogEntry.objects.filter(action="desk.answer").get().label == "0428-01"


def test_neither_log_nor_job_nor_cache_ever_has_a_word_of_it(client, run_jobs, caplog):
    caplog.set_level(logging.DEBUG)
    question = asked()
    address = f"/en/ask/{question.secret}/"
    client.get(address)
    answer(colleague("sri"), question, "Jawabanrahasia")
    assert "Jawabanrahasia" not in repr(list(Job.objects.values()))
    assert EMAIL not in repr(list(Job.objects.values()))
    run_jobs()
    client.post(address, {"question": "", "token": "x"})
    assert client.get("/en/search/", {"q": WORDS}).status_code == 200
    for secret in (WORDS, EMAIL, "Jawabanrahasia", "Mayangsari"):
        assert secret not in caplog.text
        assert secret not in repr(list(Job.objects.values()))
        assert secret not in repr(list(ModelLogEntry.objects.values()))
    assert cache.get("desk_waiting") in {None, 0, 1}


def test_two_never_answer_the_same_question(client):
    question = asked(contact="0812 3456 7890")
    sri, joko = colleague("sri"), colleague("joko")
    page = reverse("desk:question", args=[question.pk])
    sri.get(page)
    assert "Sri sedang menjawab" in joko.get(page).content.decode()
    refused = answer(joko, question, "Jawaban Joko")
    assert refused.status_code == 409 and "Jawaban Joko" in refused.content.decode()
    act(joko, question, "take")
    assert Question.objects.get().held_by.username == "sri"
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=True):
        assert 'value="take"' in joko.get(page).content.decode()
        act(joko, question, "take")
        refused = answer(sri, question, "Jawaban Sri")
        assert refused.status_code == 409 and "Jawaban Sri" in refused.content.decode()
        # The visitor has added something that Joko has not read.
        seen = question.messages.last().pk
        client.post(f"/en/ask/{question.secret}/", {"token": token(), "question": "Ralat: minibus"})
        assert act(joko, question, "send", text="Jawaban Joko", seen=seen).status_code == 409
        done = answer(joko, question, "Jawaban Joko")
        assert done.status_code == 302
    assert Message.objects.filter(kind="desk").count() == 1
    assert "https://wa.me/6281234567890?text=Jawaban%20Joko" in joko.get(page).content.decode()
    saved = joko.post(
        reverse("desk:act", args=[question.pk]), {"do": "save", "text": "x"}, headers={"accept": "application/json"}
    )
    assert "saved" in saved.json()


def test_the_desk_is_for_those_who_may(admin_client, client):
    question = asked()
    page = reverse("desk:question", args=[question.pk])
    stranger = colleague("orang")
    stranger.get(page)
    from django.contrib.auth.models import Group, Permission

    Group.objects.get(name="Meja informasi").permissions.set(Permission.objects.filter(codename="access_admin"))
    question.refresh_from_db()
    for address in (page, reverse("desk:index"), reverse("desk:act", args=[question.pk])):
        assert WORDS not in stranger.post(address, {"do": "close"}).content.decode()
        assert stranger.get(address).status_code in {302, 405}
    assert Question.objects.get().state == "new"
    assert admin_client.get(page).status_code == 200


def test_the_list_finds_filters_and_costs_the_same_for_many(admin_client, queries):
    question = asked()
    index = reverse("desk:index")

    def cost():
        admin_client.get(index)
        with queries() as sql:
            assert admin_client.get(index).status_code == 200
        return len(sql)

    few = cost()
    for number in range(12):
        asked(question=f"Pertanyaan {number}", contact="0812 3456 7890", language="id", about="")
    assert cost() <= few <= 25

    def shown(**asked_for):
        return admin_client.post(index, asked_for).content.decode()

    for asked_for in (
        {"q": "kursiroda"},
        {"q": "0428-01"},
        {"q": EMAIL},
        {"language": "en"},
        {"place": question.about_id},
    ):
        assert WORDS in shown(**asked_for) and "Pertanyaan 3" not in shown(**asked_for)
    assert "Pertanyaan 3" in shown() and WORDS not in shown(tab="waiting")
    act(admin_client, question, "wait")
    assert WORDS in shown(tab="waiting") and WORDS in shown(tab="mine") and WORDS not in shown()
    act(admin_client, question, "abuse")
    assert WORDS in shown(tab="done")


def test_what_two_ask_is_answered_once(client, admin_client, run_jobs):
    first, second = asked(), asked(contact="lain@contoh.id", name="Daniel")
    act(admin_client, second, "merge", number=first.number)
    assert "Your question has arrived" in client.get(f"/en/ask/{second.secret}/").content.decode()
    answer(admin_client, first, "Satu jawaban")
    run_jobs()
    assert {EMAIL, "lain@contoh.id"} <= {address for message in mail.outbox for address in message.to}
    html = client.get(f"/en/ask/{second.secret}/").content.decode()
    assert "Satu jawaban" in html and first.secret not in html
    third = asked()
    act(admin_client, third, "merge", number=first.number)
    third.refresh_from_db()
    assert (third.draft, third.state) == ("Satu jawaban", "new")


def test_mail_that_cannot_be_sent_is_told(client, admin_client, run_jobs, settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.console.EmailBackend"
    question = asked()
    answer(admin_client, question, "Jawaban")
    run_jobs()
    assert Message.objects.get(kind="desk").mail_state == "failed"
    assert "Surel tidak terkirim" in admin_client.get(reverse("desk:question", args=[question.pk])).content.decode()
    assert "Jawaban" in client.get(f"/en/ask/{question.secret}/").content.decode()


def test_after_its_time_a_question_is_without_a_name(client, admin_client):
    DeskSettings.load()
    DeskSettings.objects.update(kept_days=30)
    question, open_question = asked(question=f"{WORDS}? Telepon 0812 3456 7890"), asked()
    act(admin_client, question, "note", note="Nyonya Mayangsari")
    admin_client.post(reverse("desk:hand_over", args=[question.pk]), {"name": "Pak Sabarno"})
    answer(admin_client, question, "Jawaban")
    for days, is_forgotten in [(29, False), (31, True)]:
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            forget_questions.func()
        question.refresh_from_db()
        assert (question.contact == "") is is_forgotten
    stored = repr(list(question.messages.values_list("text", flat=True)))
    assert WORDS in stored and "3456" not in stored and "Mayangsari" not in stored
    assert not Handover.objects.exists()
    open_question.refresh_from_db()
    assert open_question.contact == EMAIL
    assert "Jawaban" in client.get(f"/en/ask/{question.secret}/").content.decode()


def test_an_answer_becomes_a_question_and_answer_of_its_page(client, uncached_client, admin_client, queries):
    def cost():
        for _time in range(2):
            uncached_client.get(PLACE)
        with queries() as sql:
            uncached_client.get(PLACE)
        return len(sql)

    before, question = cost(), asked()
    answer(admin_client, question, "No; the way is steep.")
    assert WORDS not in client.get(PLACE).content.decode()
    response = act(admin_client, question, "faq")
    faq = Faq.objects.get()
    assert response.headers["Location"] == reverse("desk_faqs:edit", args=[faq.pk])
    assert admin_client.get(response.headers["Location"]).status_code == 200
    assert (faq.question_en, faq.answer_en, faq.is_published) == (f"{WORDS}?", "No; the way is steep.", False)
    assert WORDS not in str(faq)
    faq.question_id, faq.answer_id = "Bisakah kursi roda?", "Tidak; jalannya curam."
    faq.question_en = "Can a wheelchair go down?"
    faq.is_published = True
    faq.save()
    english = client.get(PLACE).content.decode()
    assert "Can a wheelchair go down?" in english and '"FAQPage"' in english and "Mayangsari" not in english
    assert 'lang="id">Bisakah kursi roda?' in client.get("/jv/destinasi/pantai-nampu/").content.decode()
    assert "Can a wheelchair go down?" in client.get("/en/ask/", {"about": PLACE}).content.decode()
    assert cost() <= before + 1


def test_no_secret_can_be_guessed(client):
    asked()
    assert client.get(f"/en/ask/{get_random_string(22)}/").status_code == 404
    assert client.get(f"/en/ask/{get_random_string(10)}/").status_code == 404
    assert (
        Client(enforce_csrf_checks=True)
        .post(f"/en/ask/{Question.objects.get().secret}/", {"helped": "yes"})
        .status_code
        == 303
    )
