"""Numbers as people write them."""

import pytest
from django.core.exceptions import ValidationError

from desk.contacts import read_contact, whatsapp_link, without_contacts
from desk.models import ReadyText

READ = [
    ("0812 3456 7890", "whatsapp", "+62 812-3456-7890"),
    ("+62 812-3456-7890", "whatsapp", "+62 812-3456-7890"),
    ("6281234567890", "whatsapp", "+62 812-3456-7890"),
    ("0062 812 3456 7890", "whatsapp", "+62 812-3456-7890"),
    ("+62 (0)812.3456.7890", "whatsapp", "+62 812-3456-7890"),
    ("wa 0812–3456–7890", "whatsapp", "+62 812-3456-7890"),
    ("(0273) 321 045", "phone", "+62 273 321045"),
    ("0273.321-045", "phone", "+62 273 321045"),
    ("+49 151 23456789", "whatsapp", "+49 1512 3456789"),
    ("  wati@contoh.id ", "email", "wati@contoh.id"),
]


@pytest.mark.parametrize(("written", "kind", "shown"), READ)
def test_a_number_is_understood_as_it_is_written(written, kind, shown):
    contact = read_contact(written)
    assert (contact.kind, contact.text) == (kind, shown)


@pytest.mark.parametrize("written", ["321045", "12345", "hubungi saja", "a@b", "@wonogiri", "0812", "🙂", "٣" * 12])
def test_what_reaches_nobody_is_refused(written):
    with pytest.raises(ValidationError):
        read_contact(written)


def test_whatsapp_opens_with_the_number_and_the_text():
    assert whatsapp_link("0812 3456 7890", "Apa & siapa?") == "https://wa.me/6281234567890?text=Apa%20%26%20siapa%3F"


def test_addresses_and_numbers_are_taken_out_of_a_text():
    told = without_contacts("Hubungi 0812-3456-7890 atau wati@contoh.id sebelum 12 Juni, 12 orang.")
    assert told == "Hubungi … atau … sebelum 12 Juni, 12 orang."


def test_a_ready_text_is_filled_in_and_greets_somebody_without_a_name_too():
    ready = ReadyText(text_id="Selamat pagi, {name}. {place}: {link}", text_en="Hello {name}!")
    assert ready.filled_in("en", "Maya", "Nampu", "x") == "Hello Maya!"
    assert ready.filled_in("jv", "", "Nampu", "https://x/") == "Selamat pagi. Nampu: https://x/"
