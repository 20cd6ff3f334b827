"""Prices as people write them: Rp. 10.000,-, 10rb, IDR 20,000, 1,5 juta, gratis."""

import re

from django.utils.translation import gettext as _

from events.intake.spreadsheets.days import AT_MOST_SIGNS, NotUnderstood, folded

FREE = 0
MOST = 999_999_999
FREE_WORDS = {"gratis", "free", "cuma-cuma", "tanpa biaya", "bebas biaya", "tidak dipungut biaya", "tidak bayar", "0"}
AROUND = re.compile(
    r"\b(?:rp|idr|rupiah|htm|harga|tiket|karcis|masuk|biaya|bayar|tanda)\b\.?|(?:/|\bper\b) ?(?:orang|org|pax|kepala|person|tiket|dewasa|peserta)\b"
    r"|\bdewasa\b|[:=()]"
)
NUMBER = re.compile(r"(\d+(?:[.,]\d+)*)(?:[.,]-+)? ?(rb|ribu|k|jt|juta)?", re.ASCII)
TIMES = {"rb": 1000, "ribu": 1000, "k": 1000, "jt": 1_000_000, "juta": 1_000_000}


def price_from_words(text):
    """Rupiah as a whole number; FREE for “gratis”. Raises NotUnderstood."""
    if len(text) > AT_MOST_SIGNS:
        raise NotUnderstood
    text = _number_in(text)
    if text in FREE_WORDS:
        return FREE
    match = NUMBER.fullmatch(text)
    if not match:
        if len(re.findall(r"\d[\d.,]*", text)) > 1:
            raise NotUnderstood(_("Only one price fits here: that of an adult. Put the others into “catatan harga”."))
        raise NotUnderstood
    price = _amount(match[1], TIMES.get(match[2], 1))
    if price > MOST:
        raise NotUnderstood
    return price


def is_guess(text):
    """Whether a text that can be read leaves open how much it is: 10rb, 1,5 juta, 20,000 or 10000.00."""
    match = NUMBER.fullmatch(_number_in(text)) if len(text) <= AT_MOST_SIGNS else None
    return bool(match) and bool(match[2] or not re.fullmatch(r"\d+|\d{1,3}(?:\.\d{3})+(?:,00)?", match[1]))


def _number_in(text):
    text = re.sub(r"\brp\.?(?=\d)", "rp ", folded(text))
    text = re.sub(r"\bidr(?=\d)", "idr ", text)
    text = " ".join(AROUND.sub(" ", text).split()).strip(" ,;!")
    return text.replace(" ", ".") if re.fullmatch(r"\d{1,3}(?: \d{3})+", text) else text


def _amount(digits, times):
    if times > 1 and re.fullmatch(r"\d+[.,]\d{1,2}", digits):
        amount = float(digits.replace(",", ".")) * times
        return round(amount)
    whole, cents = digits, ""
    if match := re.fullmatch(r"(.+)[.,](\d{1,2})", digits):
        whole, cents = match[1], match[2]
    if cents.strip("0"):
        raise NotUnderstood(_("Write the price in whole rupiah, e.g. 10000."))
    if not re.fullmatch(r"\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+", whole):
        raise NotUnderstood
    if times > 1 and not whole.isdecimal():
        raise NotUnderstood
    return int(re.sub(r"\D", "", whole)) * times
