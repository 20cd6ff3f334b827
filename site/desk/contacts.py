"""How a visitor can be reached, as people write it."""

import re
from dataclasses import dataclass
from urllib.parse import quote

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType

REGION = "ID"
MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}
EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w+")
HONORIFICS = {"bapak", "pak", "ibu", "mas", "mbak", "mrs", "miss"}
NEITHER = _(
    "This is neither an e-mail address nor a whole telephone number. Write e.g. 0812 3456 7890 or wati@contoh.id."
)


class ContactKind(TextChoices):
    WHATSAPP = "whatsapp", _("WhatsApp")
    PHONE = "phone", _("Telephone")
    EMAIL = "email", _("E-mail")


@dataclass(frozen=True)
class Contact:
    """An e-mail address, or a number as it is shown: ``+62 812-3456-7890``."""

    kind: str
    text: str


def read_contact(text):
    """The Contact that somebody wrote: 0812…, +62 812…, 62812…, (0273) 321…, with whatever between the digits.

    A number without a country's code is Indonesian. A mobile one counts as WhatsApp's. Raises ValidationError.
    """
    text = text.strip()
    if "@" in text:
        EmailValidator(NEITHER)(text)
        return Contact(ContactKind.EMAIL, text)
    number = read_number(text)
    if number is None:
        raise ValidationError(NEITHER)
    kind = ContactKind.WHATSAPP if phonenumbers.number_type(number) in MOBILE else ContactKind.PHONE
    return Contact(kind, phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL))


def read_number(text):
    """A number that may exist, as phonenumbers has it, or None."""
    try:
        number = phonenumbers.parse(re.sub(r"^\W*00", "+", text), REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def whatsapp_link(number, text=""):
    """The address that opens WhatsApp with a number and a text, "" for what is no number."""
    found = read_number(number)
    if found is None:
        return ""
    digits = phonenumbers.format_number(found, PhoneNumberFormat.E164).removeprefix("+")
    return f"https://wa.me/{digits}" + (f"?text={quote(text)}" if text else "")


def call_link(number):
    """The address that calls a number, "" for what is none."""
    found = read_number(number)
    return phonenumbers.format_number(found, PhoneNumberFormat.RFC3966) if found else ""


def without_contacts(text):
    """A text whose e-mail addresses and telephone numbers are taken out."""
    text = EMAIL.sub("…", text)
    for match in reversed(list(PhoneNumberMatcher(text, REGION))):
        text = f"{text[: match.start]}…{text[match.end :]}"
    return text


def without_name(text, name):
    """A text without somebody's name, whole or in part; a form of address stays."""
    parts = [part for part in name.split() if len(part) > 2 and part.lower() not in HONORIFICS]
    for part in filter(None, [name, *parts]):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "…", text, flags=re.IGNORECASE)
    return text
