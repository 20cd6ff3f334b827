"""A question in the hands of somebody who knows: by a link, without an account, and back into the desk's draft."""

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from content.public_forms import LEFT_EMPTY
from desk.answering import last_said
from desk.handing.links import handover_address
from desk.handing.views import FORM
from desk.models import Handover, Question
from desk.words import HidesSecrets
from tests.desk.asking import EMAIL, WORDS, asked, colleague, token

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

TEXT = "Minibus bisa sampai tempat parkir."


def hand_over(client, question, **data):
    return client.post(reverse("desk:hand_over", args=[question.pk]), data)


def handed(client, question, **data):
    """The address for somebody who is asked."""
    assert hand_over(client, question, **({"name": "Pak Darmo"} | data)).status_code == 302
    return handover_address(question.handovers.last())


def reply(client, address, **data):
    return client.post(address, {"token": token(form=FORM), "reply": TEXT} | data)


def send(client, question, text, seen):
    return client.post(reverse("desk:act", args=[question.pk]), {"do": "send", "text": text, "seen": seen})


def test_whoever_is_asked_sees_the_question_alone_and_replies_into_the_draft(client):
    sri = colleague("sri")
    question = asked(question=f"{WORDS}? Salam, Mayangsari, 0812 3456 7890")
    page = reverse("desk:question", args=[question.pk])
    sri.get(page)
    sri.post(reverse("desk:act", args=[question.pk]), {"do": "note", "note": "Catatandalam"})
    assert sri.post(reverse("desk:act", args=[question.pk]), {"do": "hand", "text": ""}).status_code == 302
    # To nobody it cannot go, and what was typed is there again.
    refused = hand_over(sri, question, contact="0812", note="Sampai mana?").content.decode()
    assert "Sampai mana?" in refused and "0812" in refused and "tulis siapa yang ditanya" in refused
    address = handed(sri, question, contact="0811 234 567", note="Sampai mana?")
    assert handed(sri, question, contact="0811 234 567") == address  # sent twice
    inside = sri.get(page).content.decode()
    assert address in inside and "https://wa.me/62811234567?text=" in inside and "Pak Darmo" in inside
    listed = sri.get(reverse("desk:index"), {"tab": "waiting"}).content.decode()
    assert WORDS in listed and "Pak Darmo ditanya sejak 28 April" in listed

    seen = client.get(address)
    assert "no-store" in seen.headers["Cache-Control"] and seen.headers["X-Robots-Tag"] == "noindex"
    assert seen.headers["Referrer-Policy"] == "no-referrer" and not seen.cookies
    html = seen.content.decode()
    assert WORDS in html and "Sampai mana?" in html and "Pantai Nampu" in html and "menulis dalam" in html
    for secret in ("Mayangsari", "3456", EMAIL, "Catatandalam", question.secret, question.number):
        assert secret not in html, secret
    assert client.get(address.replace("/id/tanya/", "/en/ask/")).headers["Location"] == address
    signed = address.rstrip("/").split("/")[-1]
    other = f"{int(signed.split('.')[0]) + 1}.{signed.split('.')[1]}"
    assert client.get(address.replace(signed, other)).status_code == 404

    for wrong in ({"token": "x"}, {LEFT_EMPTY: "x"}, {"token": token(0, FORM)}, {"reply": " "}):
        again = reply(client, address, **wrong)
        assert again.status_code == 422 and (wrong.get("reply") or TEXT in again.content.decode())
    assert reply(client, address).headers["Location"] == address
    assert "jawaban Anda sudah kami terima" in client.get(address).content.decode()
    late = reply(client, address, reply="Sekali lagi").content.decode()
    assert "Sekali lagi" in late and "belum terkirim" in late
    question.refresh_from_db()
    assert (question.state, question.owner.username, question.draft) == ("new", "sri", TEXT)
    assert "Usulan dari Pak Darmo" in sri.get(reverse("desk:index"), {"tab": "mine"}).content.decode()
    inside = sri.get(page).content.decode()
    assert "Draf ini usulan dari Pak Darmo" in inside and "Penanya membaca dalam" in inside
    # The visitor sees nothing of it before the desk has sent it.
    private = f"/en/ask/{question.secret}/"
    assert TEXT not in client.get(private).content.decode()
    send(sri, question, TEXT, last_said(question))
    assert TEXT in client.get(private).content.decode() and "Darmo" not in client.get(private).content.decode()


def test_a_proposal_never_writes_over_what_the_desk_types(client):
    sri, question = colleague("sri"), asked()
    address = handed(sri, question)
    seen = last_said(question)
    sri.post(reverse("desk:act", args=[question.pk]), {"do": "save", "text": "Draf Sri"})
    reply(client, address)
    # Who has not read it does not send past it, and keeps both texts.
    refused = send(sri, question, "Draf Sri, selesai", seen)
    assert refused.status_code == 409
    html = refused.content.decode()
    assert "Draf Sri, selesai" in html and TEXT in html and "Usulan dari Pak Darmo" in html
    put = re.search(r'value="(proposal:\d+)"', html)[1]
    sri.post(reverse("desk:act", args=[question.pk]), {"do": put, "text": "Draf Sri, selesai"})
    question.refresh_from_db()
    assert question.draft == f"Draf Sri, selesai\n\n{TEXT}"


def test_a_link_that_is_closed_says_why_and_loses_nothing(client):
    sri, question = colleague("sri"), asked()
    taken_back, answered = handed(sri, question), handed(sri, question, name="Bu Tini")
    first = question.handovers.first()
    sri.post(reverse("desk:revoke", args=[question.pk, first.pk]))
    for response in (client.get(taken_back), reply(client, taken_back)):
        assert response.status_code == 410 and "tidak diperlukan lagi" in response.content.decode()
    assert TEXT in response.content.decode()
    question.refresh_from_db()
    assert question.state == "waiting"  # for Bu Tini
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        old = reply(client, answered)
    assert old.status_code == 410 and "lewat waktunya" in old.content.decode() and TEXT in old.content.decode()
    # Answered while Bu Tini was writing: what she knows is read by the desk all the same.
    send(sri, question, "Jawaban", last_said(question))
    assert "sudah dijawab" in client.get(answered).content.decode()
    assert reply(client, answered).status_code == 303
    question.refresh_from_db()
    assert (question.state, question.draft) == ("answered", "")
    assert "Usulan dari Bu Tini" in sri.get(reverse("desk:question", args=[question.pk])).content.decode()
    client.post(f"/en/ask/{question.secret}/", {"delete": "1"})
    assert client.get(answered).status_code == 410 and not Handover.objects.exists()
    last = asked()
    only = handed(sri, last)
    sri.post(reverse("desk:revoke", args=[last.pk, last.handovers.get().pk]))
    last.refresh_from_db()
    assert last.state == "new" and client.get(only).status_code == 410


def test_by_mail_the_link_goes_out_at_once_and_in_no_log(client, run_jobs, settings, caplog):
    settings.EMAIL_BACKEND = "jobs.mail.MailByJobs"
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    caplog.set_level(logging.DEBUG)
    sri, question = colleague("sri"), asked()
    agency = Organisation.objects.first()
    address = handed(sri, question, to=f"org-{agency.pk}", name="", contact="dinas@contoh.id", note="Sampai mana?")
    run_jobs()
    letter = next(message for message in mail.outbox if message.to == ["dinas@contoh.id"])
    assert address in letter.body and "Sampai mana?" in letter.body and agency.name in letter.body
    assert WORDS not in letter.subject + letter.body and "Pantai Nampu" in letter.subject
    assert question.handovers.get().mail_state == "sent"
    client.get(address)
    client.get(address[:-3] + "xx/")
    secret = address.rstrip("/").split(".")[-1]
    hides = HidesSecrets()
    for record in caplog.records:
        hides.filter(record)
        assert secret[:-2] not in record.getMessage()
    # Who was asked before is chosen, not typed, for the next question.
    second = asked()
    before = f"again-{question.handovers.get().pk}"
    assert f'value="{before}"' in sri.get(reverse("desk:hand_over", args=[second.pk])).content.decode()
    handed(sri, second, to=before, name="")
    assert second.handovers.get().contact == "dinas@contoh.id"
    # What is merged into another question is answered there.
    sri.post(reverse("desk:act", args=[second.pk]), {"do": "merge", "number": question.number})
    reply(client, handover_address(second.handovers.get()))
    question.refresh_from_db()
    assert question.draft == TEXT and Question.objects.get(pk=second.pk).draft == ""


def test_a_fact_and_a_page_go_in_with_one_click_in_the_language_of_the_question(client):
    sri, question = colleague("sri"), asked()
    page = sri.get(reverse("desk:question", args=[question.pk])).content.decode()
    keys = re.findall(r'value="(sentence:[^"]+)"', page)
    assert keys[0] == "sentence:page" and "sentence:fact-entry_fee" in keys and len(keys) == len(set(keys))
    for key in ("sentence:page", "sentence:fact-entry_fee", "sentence:nothing"):
        question.refresh_from_db()
        sri.post(reverse("desk:act", args=[question.pk]), {"do": key, "text": question.draft or "Good morning."})
    question.refresh_from_db()
    greeting, link, fee = question.draft.split("\n\n")
    assert greeting == "Good morning." and link.startswith("Nampu Beach: http") and "/en/places/nampu-beach/" in link
    assert re.fullmatch(r"Entrance: Rp[\d,]+.*\((?:20\d\d, )?.+\).*\.", fee), fee


def test_the_list_costs_the_same_however_many_are_asked(queries):
    sri = colleague("sri")
    for number in range(3):
        question = asked(question=f"Soal {number}", contact="0812 3456 7890")
        for name in ("Pak A", "Pak B"):
            handed(sri, question, name=name)

    def cost():
        sri.get(reverse("desk:index"), {"tab": "waiting"})
        with queries() as sql:
            sri.get(reverse("desk:index"), {"tab": "waiting"})
        return len(sql)

    few = cost()
    for number in range(4):
        handed(sri, asked(question=f"Lain {number}", contact="0812 3456 7890"))
    assert cost() <= few <= 25
