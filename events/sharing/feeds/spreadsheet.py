"""Events as CSV (RFC 4180) for spreadsheets: UTF-8 with a byte order mark, without which Excel garbles letters."""

import csv
import io

from events.sharing.feeds.feed import LICENCE

# A cell that begins so is run as a formula by Excel, LibreOffice or Google Sheets.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
COLUMNS = {
    "uid": lambda item: item.uid,
    "recurrence_id": lambda item: item.occurrence.recurrence_id,
    "title": lambda item: item.title,
    "date_text": lambda item: item.date_text,
    "time_text": lambda item: item.time_text,
    "start": lambda item: item.start,
    "end": lambda item: item.end,
    "all_day": lambda item: item.occurrence.is_all_day,
    "weton": lambda item: item.javanese.weton_name,
    "javanese_date": lambda item: item.javanese_date,
    "is_eve": lambda item: item.occurrence.is_eve,
    "status": lambda item: item.occurrence.status,
    "certainty": lambda item: item.occurrence.certainty,
    "notice": lambda item: item.notice,
    "category": lambda item: item.category.value,
    "category_label": lambda item: str(item.category.label),
    "place": lambda item: item.facts["where"],
    "district": lambda item: item.district,
    "regency": lambda item: item.regency,
    "latitude": lambda item: item.point and item.point[1],
    "longitude": lambda item: item.point and item.point[0],
    "organiser": lambda item: item.organiser,
    "is_free": lambda item: item.occurrence.is_free,
    "price_idr": lambda item: item.facts["price_idr"],
    "summary": lambda item: item.facts["summary"],
    "url": lambda item: item.url,
    "image": lambda item: item.facts["picture"] and item.facts["picture"]["url"],
    "image_credit": lambda item: item.facts["picture"] and item.facts["picture"]["credit"],
    "language": lambda item: item.language,
    "updated": lambda item: item.changed_at.isoformat(timespec="seconds"),
    "licence": lambda item: LICENCE,
    "margin_days": lambda item: item.occurrence.margin_days,
    "one_of": lambda item: " ".join(item.occurrence.one_of),
    "place_is_protected": lambda item: item.facts["place_is_protected"],
}


def spreadsheet(feed):
    """One line for each date as bytes; the first line names the columns."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value(item)) for value in COLUMNS.values()] for item in feed.items)
    return text.getvalue().encode("utf-8-sig")


def cell(value):
    """What stands in a cell: numbers as they are, yes and no as true and false, text so that no program runs it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
