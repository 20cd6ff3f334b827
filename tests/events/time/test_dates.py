"""Names of days as a reader of each language says them."""

import pytest
import time_machine
from django.utils.translation import override

from events.time.dates import weton_name


@pytest.mark.parametrize(
    ("weton", "javanese"),
    [
        ("Senin Legi", "Senèn Legi"),
        ("Rabu Pon", "Rebo Pon"),
        ("Kamis Wage", "Kemis Wage"),
        ("Jumat Kliwon", "Jemuwah Kliwon"),
        ("Sabtu Pahing", "Setu Pahing"),
        ("Ahad Legi", "Ahad Legi"),
    ],
)
def test_a_weton_has_its_javanese_name_in_javanese(weton, javanese):
    with override("jv"):
        assert weton_name(weton) == javanese
    with override("id"):
        assert weton_name(weton) == weton


@pytest.mark.django_db
@time_machine.travel("2026-11-27 09:00:00+07:00", tick=True)  # a Friday
def test_the_front_page_and_the_dates_of_an_event_name_the_days_in_the_language_of_the_page(client, page_at):
    home = client.get("/jv/").content.decode()
    assert 'lang="jv">Jemuwah ' in home
    nights = page_at("id", "malam-kliwonan-gunung-giri").slug
    assert "Jemuwah Kliwon, " in client.get(f"/jv/acara/{nights}/").content.decode()
    assert "Jumat Kliwon, " in client.get(f"/id/acara/{nights}/").content.decode()
