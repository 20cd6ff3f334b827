"""Javanese dates in Javanese letters: ꦗꦼꦩꦸꦮꦃ ꦏ꧀ꦭꦶꦮꦺꦴꦤ꧀ ꧇꧑꧒꧇ ꦱꦸꦫ ꧇꧑꧙꧖꧑꧇ ꦮꦮꦸ.

A table of names, since a dozen letters of each are easier to check than a transliterator is. The spelling is
that taught today: pepet is written wherever it is heard (ꦗꦼꦩꦸꦮꦃ, where the Sriwedari rules of 1926 leave
it out), ``re`` and ``le`` with pepet are pa cerek and nga lelet (ꦉꦗꦼꦧ꧀, ꦊꦒꦶ), days have their Javanese
names. Words stand apart, so that no pasangan joins two of them. Numbers stand between pada pangkat, as their
digits look like letters. A reader of Javanese should confirm the table before launch, above all Sela (pepet
or taling), Ehe (with the vowel letter) and Ahad (beside Ngahad and Akad).
"""

from events.time.javanese_calendar import EPOCH, VALID_TO, dina, from_civil, pasaran

DINA_NAMES = {
    "Senin": "ꦱꦼꦤꦺꦤ꧀",
    "Selasa": "ꦱꦼꦭꦱ",
    "Rabu": "ꦉꦧꦺꦴ",
    "Kamis": "ꦏꦼꦩꦶꦱ꧀",
    "Jumat": "ꦗꦼꦩꦸꦮꦃ",
    "Sabtu": "ꦱꦼꦠꦸ",
    "Ahad": "ꦲꦲꦢ꧀",
}
PASARAN_NAMES = {
    "Legi": "ꦊꦒꦶ",
    "Pahing": "ꦥꦲꦶꦁ",
    "Pon": "ꦥꦺꦴꦤ꧀",
    "Wage": "ꦮꦒꦺ",
    "Kliwon": "ꦏ꧀ꦭꦶꦮꦺꦴꦤ꧀",
}
MONTH_NAMES = {
    "Sura": "ꦱꦸꦫ",
    "Sapar": "ꦱꦥꦂ",
    "Mulud": "ꦩꦸꦭꦸꦢ꧀",
    "Bakda Mulud": "ꦧꦏ꧀ꦢ ꦩꦸꦭꦸꦢ꧀",
    "Jumadilawal": "ꦗꦸꦩꦢꦶꦭꦮꦭ꧀",
    "Jumadilakir": "ꦗꦸꦩꦢꦶꦭꦏꦶꦂ",
    "Rejeb": "ꦉꦗꦼꦧ꧀",
    "Ruwah": "ꦫꦸꦮꦃ",
    "Pasa": "ꦥꦱ",
    "Sawal": "ꦱꦮꦭ꧀",
    "Sela": "ꦱꦼꦭ",
    "Besar": "ꦧꦼꦱꦂ",
}
YEAR_NAMES = {
    "Alip": "ꦲꦭꦶꦥ꧀",
    "Ehe": "ꦌꦲꦺ",
    "Jimawal": "ꦗꦶꦩꦮꦭ꧀",
    "Je": "ꦗꦺ",
    "Dal": "ꦢꦭ꧀",
    "Be": "ꦧꦺ",
    "Wawu": "ꦮꦮꦸ",
    "Jimakir": "ꦗꦶꦩꦏꦶꦂ",
}
EVE = "ꦩꦊꦩ꧀"  # malem
UNTIL = "ꦢꦸꦩꦸꦒꦶ"  # dumugi

PANGKON = "꧀"
PADA_PANGKAT = "꧇"
PADA_LINGSA = "꧈"
DIGITS = str.maketrans("0123456789", "꧐꧑꧒꧓꧔꧕꧖꧗꧘꧙")


def in_aksara(civil, is_eve=False):
    """A civil date as Javanese weton and date, ``Jumat Kliwon, 12 Sura 1961 Wawu``; only weton outside kurup Asapon.

    `is_eve` names the evening before it: ``Malem Jumat Kliwon, 12 Sura``, but just ``Malem 1 Sura`` of a first day.
    """
    parts = []
    javanese = from_civil(civil) if EPOCH <= civil <= VALID_TO else None
    if not (is_eve and javanese and javanese.day == 1):
        parts.append(f"{DINA_NAMES[dina(civil)]} {PASARAN_NAMES[pasaran(civil)]}")
    if javanese:
        parts.append(javanese_date(javanese))
    return f"{EVE} {phrase(parts)}" if is_eve else phrase(parts)


def span_in_aksara(first, last):
    """Civil days in a row as Javanese dates, ``28 Besar 1960 Be dumugi 2 Sura 1961 Wawu``; "" outside kurup Asapon."""
    if not (first >= EPOCH and last <= VALID_TO):
        return ""
    first, last = from_civil(first), from_civil(last)
    start = numeral(first.day)
    if (first.year, first.month) != (last.year, last.month):
        start += f" {MONTH_NAMES[first.month_name]}"
    if first.year != last.year:
        start += f" {numeral(first.year)} {YEAR_NAMES[first.year_name]}"
    return f"{start} {UNTIL} {javanese_date(last)}"


def javanese_date(javanese):
    """A JavaneseDate, ``12 Sura 1961 Wawu``."""
    month = MONTH_NAMES[javanese.month_name]
    return f"{numeral(javanese.day)} {month} {numeral(javanese.year)} {YEAR_NAMES[javanese.year_name]}"


def month_and_year(javanese):
    """The month of a JavaneseDate, ``Sura 1961 Wawu``."""
    return f"{MONTH_NAMES[javanese.month_name]} {numeral(javanese.year)} {YEAR_NAMES[javanese.year_name]}"


def phrase(parts):
    """Parts with what is a comma in Latin letters between them.

    A pangkon already closes its part; a pada lingsa after it would read as a full stop.
    """
    *before, last = parts
    return "".join(f"{part} " if part.endswith(PANGKON) else f"{part}{PADA_LINGSA} " for part in before) + last


def numeral(number):
    """A number in Javanese digits between pada pangkat."""
    return f"{PADA_PANGKAT}{str(number).translate(DIGITS)}{PADA_PANGKAT}"
