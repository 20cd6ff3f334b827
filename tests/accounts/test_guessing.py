"""Guessed passwords: slow for strangers, no lock for a colleague."""

import re
from datetime import datetime, timedelta
from html import unescape
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from axes.models import AccessAttempt, AccessLog
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from accounts.guessing import ADDRESS_FAILURES, KNOWN_BROWSER, NAME_FREE_FAILURES, NAME_LONGEST_WAIT
from accounts.models import Attempt
from accounts.views import HOUR, RESETS_BY_ADDRESS, RESETS_TO_MAILBOX

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

PASSWORD = "a-long-password-for-tests"
PROXY = "10.0.0.5"
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.20"


class Clock:
    """The time the limits see."""

    def __init__(self):
        self.now = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))

    def pass_by(self, time):
        self.now += time


@pytest.fixture(autouse=True)
def clock(settings):
    settings.AXES_ENABLED = True
    settings.TRUSTED_PROXIES = [PROXY]
    clock = Clock()
    with (
        mock.patch("axes.handlers.proxy.now", lambda: clock.now),
        mock.patch("django.utils.timezone.now", lambda: clock.now),
    ):
        yield clock


def log_in(name, password="wrong", address=HOME, browser=None):
    """Send the login form from a visitor's address through the proxy."""
    return (browser or Client()).post(
        "/admin/login/",
        {"username": name, "password": password},
        REMOTE_ADDR=PROXY,
        headers={"x-forwarded-for": f"192.0.2.99, {address}"},
    )


def ask_reset(mailbox, address=HOME):
    return Client().post(
        "/admin/password_reset/", {"email": mailbox}, REMOTE_ADDR=PROXY, headers={"x-forwarded-for": address}
    )


def fill(address_of, name_of, number):
    """Fail so often, each time from the address and with the name that belong to the number."""
    return [log_in(name_of(n), address=address_of(n)).status_code for n in range(number)]


def test_guessing_one_name_from_one_address_is_stopped_for_a_quarter_of_an_hour(settings, administrator, clock):
    statuses = fill(lambda n: HOME, lambda n: administrator.username, settings.AXES_FAILURE_LIMIT)
    assert statuses == [200] * (settings.AXES_FAILURE_LIMIT - 1) + [429]
    refused = log_in(administrator.username, PASSWORD)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "900"
    clock.pass_by(timedelta(minutes=10))
    refused = log_in(administrator.username, PASSWORD)
    assert refused.headers["Retry-After"] == "300"
    clock.pass_by(timedelta(minutes=5, seconds=1))
    assert log_in(administrator.username, PASSWORD).status_code == 302


def test_who_is_refused_reads_why_in_the_admins_language_and_look(settings, administrator):
    fill(lambda n: HOME, lambda n: administrator.username, settings.AXES_FAILURE_LIMIT)
    refused = log_in(administrator.username)
    html = refused.content.decode()
    assert '<html lang="id-id"' in html
    assert "Coba lagi dalam 15 menit." in html
    assert "Akun Anda tidak dikunci" in html
    assert "wagtailadmin/css/core.css" in html
    assert "no-store" in refused.headers["Cache-Control"]


def test_a_colleague_at_another_address_is_not_locked_out_by_name(settings, administrator):
    fill(lambda n: ELSEWHERE, lambda n: administrator.username, settings.AXES_FAILURE_LIMIT + 20)
    assert log_in(administrator.username, PASSWORD, ELSEWHERE).status_code == 429
    assert log_in(administrator.username, PASSWORD, HOME).status_code == 302


def test_a_colleague_in_the_same_office_is_not_locked_out_of_the_browser_they_use(settings, administrator):
    mine = Client()
    assert log_in(administrator.username, PASSWORD, browser=mine).status_code == 302
    mine.post("/admin/logout/")
    fill(lambda n: HOME, lambda n: administrator.username, settings.AXES_FAILURE_LIMIT + 2)
    assert log_in(administrator.username, PASSWORD).status_code == 429
    assert log_in(administrator.username, PASSWORD, browser=mine).status_code == 302


def test_a_known_browser_has_its_own_few_guesses_and_only_for_its_name(administrator, django_user_model):
    django_user_model.objects.create_superuser("other", "other@example.org", PASSWORD)
    browser = Client()
    log_in("other", PASSWORD, browser=browser)
    cookie = browser.cookies["known_browser"]
    assert cookie["httponly"]
    assert cookie["path"] == "/admin/"
    browser.post("/admin/logout/")
    statuses = [log_in("other", browser=browser).status_code for _ in range(KNOWN_BROWSER.number + 1)]
    assert statuses == [200] * KNOWN_BROWSER.number + [429]
    assert not AccessAttempt.objects.exists()
    log_in(administrator.username, browser=browser)
    assert AccessAttempt.objects.filter(username=administrator.username).exists()


def test_trying_one_password_on_many_names_is_stopped(administrator):
    statuses = fill(lambda n: ELSEWHERE, "name{}".format, ADDRESS_FAILURES)
    assert set(statuses) == {200}
    assert log_in("one-more", address=ELSEWHERE).status_code == 429
    assert log_in(administrator.username, PASSWORD, HOME).status_code == 302


def test_many_addresses_of_one_household_count_as_one(administrator):
    fill("2001:db8:1:2::{:x}".format, "name{}".format, ADDRESS_FAILURES)
    assert log_in("one-more", address="2001:db8:1:2:ffff::1").status_code == 429
    assert log_in("one-more", address="2001:db8:1:3::1").status_code == 200


def test_guessing_one_name_from_many_addresses_becomes_slow_but_locks_nothing(administrator, clock):
    fill("198.51.100.{}".format, lambda n: administrator.username, NAME_FREE_FAILURES)
    waits = []
    for n in range(8):
        refused = log_in(administrator.username, address=f"192.0.2.{n}")
        assert refused.status_code == 429
        waits.append(int(refused.headers["Retry-After"]))
        clock.pass_by(timedelta(seconds=waits[-1]))
        assert log_in(administrator.username, address=f"192.0.2.{n}").status_code == 200
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    assert "detik" in log_in(administrator.username).content.decode()
    clock.pass_by(NAME_LONGEST_WAIT)
    assert log_in(administrator.username, PASSWORD).status_code == 302


def test_refused_attempts_do_not_make_the_wait_longer(settings, administrator, clock):
    fill(lambda n: HOME, lambda n: administrator.username, settings.AXES_FAILURE_LIMIT)
    clock.pass_by(timedelta(minutes=14))
    for _ in range(5):
        assert log_in(administrator.username).headers["Retry-After"] == "60"


def test_the_visitors_address_is_recorded_and_not_the_proxys(administrator):
    log_in(administrator.username, address=HOME)
    assert AccessAttempt.objects.get().ip_address == HOME
    log_in(administrator.username, PASSWORD, ELSEWHERE)
    assert AccessLog.objects.get().ip_address == ELSEWHERE


def test_an_address_that_a_stranger_invents_is_not_believed(administrator):
    Client().post(
        "/admin/login/",
        {"username": "x", "password": "wrong"},
        REMOTE_ADDR=ELSEWHERE,
        headers={"x-forwarded-for": HOME},
    )
    assert AccessAttempt.objects.get().ip_address == ELSEWHERE


@pytest.mark.parametrize("address", ["unknown", "", "203.0.113.7:51234", "fe80::1%eth0"])
def test_an_unreadable_address_breaks_nothing(administrator, address):
    assert log_in("x", address=address).status_code == 200
    assert log_in(administrator.username, PASSWORD, address).status_code == 302


def test_the_limits_hold_without_a_cache(settings, administrator):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        log_in(administrator.username)
        cache.clear()
    assert log_in(administrator.username).status_code == 429


def test_one_mailbox_gets_few_messages_about_a_new_password(administrator, clock):
    addresses = [f"198.51.100.{n}" for n in range(RESETS_TO_MAILBOX.number + 1)]
    answers = [ask_reset(administrator.email.upper(), address) for address in addresses]
    assert [answer.status_code for answer in answers] == [302] * RESETS_TO_MAILBOX.number + [429]
    assert answers[-1].headers["Retry-After"] == "3600"
    assert "Coba lagi dalam 60 menit." in answers[-1].content.decode()
    assert len(mail.outbox) == RESETS_TO_MAILBOX.number
    clock.pass_by(HOUR)
    assert ask_reset(administrator.email).status_code == 302


def test_one_address_asks_for_few_new_passwords_whether_there_is_an_account_or_not():
    statuses = [ask_reset(f"somebody{n}@example.org").status_code for n in range(RESETS_BY_ADDRESS.number + 1)]
    assert statuses == [302] * RESETS_BY_ADDRESS.number + [429]
    assert ask_reset("somebody@example.org", ELSEWHERE).status_code == 302


def test_old_attempts_are_forgotten(administrator, clock):
    log_in(administrator.username, PASSWORD)
    log_in(administrator.username)
    ask_reset(administrator.email)
    clock.pass_by(timedelta(minutes=5))
    call_command("forget_attempts", verbosity=0)
    assert (AccessAttempt.objects.count(), Attempt.objects.count(), AccessLog.objects.count()) == (1, 2, 1)
    clock.pass_by(timedelta(days=2))
    call_command("forget_attempts", verbosity=0)
    assert (AccessAttempt.objects.count(), Attempt.objects.count(), AccessLog.objects.count()) == (0, 0, 1)
    clock.pass_by(timedelta(days=90))
    call_command("forget_attempts", verbosity=0)
    assert not AccessLog.objects.exists()


def test_the_password_of_a_page_cannot_be_guessed_without_end(page_at, clock):
    page = page_at("id", "pantai-nampu")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="labuhan")
    visitor = Client(REMOTE_ADDR=HOME)
    asked = visitor.get(page.url).content.decode()
    address = unescape(re.search(r'<form class="form" method="post" action="([^"]+)"', asked)[1])
    assert page.title not in asked and page.summary not in asked
    answers = [visitor.post(address, {"password": str(n), "return_url": page.url}) for n in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert "Ini bukan kata sandinya" in answers[0].content.decode()
    assert "Coba lagi dalam 15 menit." in answers[-1].content.decode()
    assert answers[-1].headers["Retry-After"] == "900"
    assert (
        Client(REMOTE_ADDR=ELSEWHERE).post(address, {"password": "labuhan", "return_url": page.url}).status_code == 302
    )
    clock.pass_by(timedelta(minutes=15, seconds=1))
    opened = visitor.post(address, {"password": "labuhan", "return_url": page.url}, follow=True)
    assert page.title in opened.content.decode()


def test_the_password_of_a_collection_of_documents_cannot_either(db):
    collection = Collection.get_first_root_node().add_child(name="Rapat")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="labuhan"
    )
    address = f"/documents/authenticate_with_password/{restriction.pk}/"
    statuses = [Client().post(address, {"password": "?", "return_url": "/id/"}).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
