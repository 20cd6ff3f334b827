"""The columns of the table of events: what each holds, how it is written and how it is read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from functools import cached_property

from django.utils.translation import gettext as _

from accounts.models import Organisation
from content.spreadsheets.cells import UnreadableFile, plain_text
from content.spreadsheets.writing import Heading
from events.intake.drafts import event_index
from events.intake.spreadsheets import amounts, days, hours, words
from events.intake.spreadsheets.days import NotUnderstood
from events.models import DateChange, EventPage, EventSession
from places.models import PlacePage

KEY, VERSION, SLUG, TITLE = "kode", "versi", "alamat", "judul"
SHOWN_ONLY = "terbit (hanya dilihat)"
LONGEST_NUMBER = 4


class Known:
    """What a cell may name, asked for once: places and organisations; and the `order` of day and month in dates."""

    def __init__(self, order=days.DAY_FIRST):
        self.order = order

    @cached_property
    def venues(self):
        index = event_index()
        return list(PlacePage.objects.filter(locale=index.locale_id).only("pk", "slug", "title")) if index else []

    @cached_property
    def organisations(self):
        return list(Organisation.objects.only("pk", "slug", "name"))


@dataclass(frozen=True)
class Kind:
    """How one kind of value stands in a cell.

    `to_cell` gives text, a date, a time or a number; `from_text` reads a cell that is not empty and raises
    NotUnderstood; `expected` says to the editor what it could be, unless the reader `speaks` for itself.
    """

    to_cell: Callable
    from_text: Callable
    expected: Callable
    choices: tuple = ()

    speaks: bool = False

    def says(self, error):
        """What the editor is told of a cell that cannot be read."""
        return str(error) if self.speaks and str(error) else self.expected()

    def to_text(self, value):
        """The value as the table shows it; two values are the same when their texts are."""
        cell = self.to_cell(value)
        if cell is None:
            return ""
        return words.time_in_words(cell) if isinstance(cell, time) else plain_text(cell)


def _choice(vocabulary, from_words=words.choice_from_words):
    return Kind(
        lambda value: vocabulary.get(value, ""),
        lambda text, known: from_words(text, vocabulary),
        lambda: _("Write one of these: %(words)s.") % {"words": ", ".join(dict.fromkeys(vocabulary.values()))},
        tuple(dict.fromkeys(vocabulary.values())),
    )


def _number(text, _known):
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        raise NotUnderstood
    return int(text)


def _same(name, text, rows, *names):
    """The one row that `text` names by one of `names`. Raises NotUnderstood when there is none or more than one."""
    for attribute in names:
        found = [row for row in rows if words.folded(getattr(row, attribute)) == words.folded(text)]
        if len(found) == 1:
            return found[0]
    raise NotUnderstood(name)


TEXT = Kind(lambda value: value or "", lambda text, known: text, lambda: "")
DATE = Kind(
    lambda value: value,
    lambda text, known: days.date_from_words(text, known.order),
    lambda: _("This is no date. Write it as in 2027-06-05 or 5 Juni 2027."),
    speaks=True,
)
TIME = Kind(
    lambda value: value,
    lambda text, known: hours.time_from_words(text),
    lambda: _("This is no time of day. Write it as in 19:00."),
    speaks=True,
)
NUMBER = Kind(lambda value: value, _number, lambda: _("This is no number. Write digits only, e.g. 10000."))
PRICE = Kind(
    lambda value: value,
    lambda text, known: amounts.price_from_words(text),
    lambda: _("This is no price. Write it as in 10000, Rp 10.000 or 10 ribu."),
    speaks=True,
)
REGENCY = _choice(words.REGENCY, lambda text, vocabulary: words.regency_from_words(text))
YES_NO = _choice(words.YES_NO)
WETONS = Kind(
    words.wetons_in_words,
    lambda text, known: words.wetons_from_words(text),
    lambda: _("Write weton with commas between, e.g. Selasa Kliwon, Jumat Kliwon."),
)
RULE = Kind(
    words.rule_in_words,
    lambda text, known: words.rule_from_words(text),
    lambda: _("This rule cannot be read. Write e.g. “setiap minggu pada Sabtu” or “setiap bulan pada Ahad terakhir”."),
)
VENUE = Kind(
    lambda place: place.slug if place else "",
    lambda text, known: _same("place", text, known.venues, "slug", "title"),
    lambda: _("There is no place of this name. Write the last part of its address, e.g. pantai-nampu, or its title."),
)
ORGANISER = Kind(
    lambda organisation: organisation.slug if organisation else "",
    lambda text, known: _same("organisation", text, known.organisations, "slug", "name"),
    lambda: _("There is no organisation of this name. Write its code or its name as under “Organisations”."),
)
SESSIONS = Kind(
    words.sessions_in_words,
    lambda text, known: words.sessions_from_words(text, known.order),
    lambda: _("Write one session a line, e.g. 2027-06-05 19:00–22:00."),
    speaks=True,
)
CHANGES = Kind(
    words.changes_in_words,
    lambda text, known: words.changes_from_words(text, known.order),
    lambda: _("Write one change a line, e.g. “2027-06-05: status = batal; catatan = Karena hujan.”"),
    speaks=True,
)


@dataclass(frozen=True)
class Column:
    """One column. `field` is the EventPage's field or child relation; an empty cell gives the field's default."""

    heading: str
    field: str
    kind: Kind
    explanation: str = ""
    example: str = ""
    width: int = 16

    def value(self, page):
        """What the page holds, as `kind` takes it."""
        if self.field == "sessions":
            return [(s.held_on, s.start_time, s.end_time) for s in sorted(page.sessions.all(), key=_moment)]
        if self.field == "date_changes":
            return [
                {name: getattr(change, name) for name in ["original_on", *words.CHANGE_FIELDS.values()]}
                for change in page.date_changes.all()
            ]
        return getattr(page, self.field)

    def default(self):
        if self.kind in (SESSIONS, CHANGES):
            return []
        model_field = EventPage._meta.get_field(self.field)
        return model_field.get_default() if model_field.has_default() or not model_field.null else None

    def put(self, page, value):
        """Write a value read from a cell into an unsaved page."""
        if self.field == "sessions":
            value = [
                EventSession(held_on=day, start_time=start, end_time=end, sort_order=order)
                for order, (day, start, end) in enumerate(value)
            ]
        if self.field == "date_changes":
            value = [DateChange(sort_order=order, **change) for order, change in enumerate(value)]
        setattr(page, self.field, value)

    def read(self, text, known):
        """The value of a cell. Raises NotUnderstood, whose message says what is expected."""
        try:
            return self.kind.from_text(text, known) if text else self.default()
        except NotUnderstood as error:
            raise NotUnderstood(self.kind.says(error)) from error


def _moment(session):
    return session.held_on, session.start_time or time()


def _column(heading, name, kind=TEXT, explanation="", example="", width=16):
    return Column(heading, name, kind, explanation, example, width)


# The explanations and examples belong to the file, as its headings do.
COLUMNS = [
    _column(SLUG, "slug", TEXT, "Bagian akhir alamat halaman. Kosong: dibuat dari judul.", "festival-conto", 28),
    _column(TITLE, "title", TEXT, "Nama acara. Wajib.", "Festival Reog Conto", 34),
    _column("ringkasan", "summary", TEXT, "Satu atau dua kalimat. Wajib.", "Reog dari lima desa tampil di alun-alun.", 48),
    _column("kategori", "category", _choice(words.CATEGORY), "Pilih dari daftar.", "pentas"),
    _column("jenis tanggal", "timing", _choice(words.TIMING), "Rentang: satu hari atau beberapa hari berurutan. "
            "Diumumkan: tanggal belum ada; jangan mengarang tanggal.", "rentang", 20),
    _column("hari pertama", "starts_on", DATE, "Tahun-bulan-hari. Untuk “malam …” tanggal malam itu. "
            "Untuk aturan: tanggal pertama yang cocok.", "2027-06-05", 14),
    _column("hari terakhir", "ends_on", DATE, "Hanya rentang lebih dari sehari.", "2027-06-06", 14),
    _column("lama hari", "days", NUMBER, "Hanya untuk aturan: berapa hari setiap kali.", "", 10),
    _column("jam mulai", "start_time", TIME, "WIB. Kosong bila belum diumumkan.", "19:00", 10),
    _column("jam selesai", "end_time", TIME, "WIB.", "22:00", 10),
    _column("malam sebelumnya", "is_eve", YES_NO, "Ya untuk “malam 1 Sura” atau “malam Jumat Kliwon”.", "tidak", 12),
    _column("berulang", "rrule", RULE, "Mis. setiap minggu pada Sabtu; setiap bulan pada Ahad terakhir; "
            "setiap tahun pada tanggal 17 Agustus.", "", 30),
    _column("berulang sampai", "repeats_until", DATE, "Hari terakhir yang mungkin. Kosong: seterusnya.", "", 14),
    _column("weton", "wetons", WETONS, "Satu atau lebih, dengan koma.", "", 28),
    _column("bulan Jawa", "java_month", _choice(words.JAVA_MONTH), "Sura sampai Besar.", "", 14),
    _column("tanggal Jawa", "java_day", NUMBER, "1 sampai 30.", "", 12),
    _column("tahun Jawa", "java_year_name", _choice(words.JAVA_YEAR), "Hanya bila sekali sewindu, mis. Dal.", "", 12),
    _column("dan tahun Jawa", "java_second_year_name", _choice(words.JAVA_YEAR), "Hanya bila dua kali sewindu, mis. Wawu.", "", 12),
    _column("mangsa", "mangsa", _choice(words.MANGSA_NAME), "Pranata mangsa, Kasa sampai Sada.", "", 12),
    _column("salah satu tanggal", "is_one_of_dates", YES_NO, "Ya bila panitia memilih satu dari beberapa tanggal dalam setahun.", "", 12),
    _column("bulan Islam", "islamic_month", _choice(words.ISLAMIC_MONTH), "Muharram sampai Zulhijah, menurut pemerintah.", "", 14),
    _column("tanggal Islam", "islamic_day", NUMBER, "1 sampai 30.", "", 12),
    _column("sesi", "sessions", SESSIONS, "Satu sesi per baris, mis. 2027-06-05 19:00–22:00.", "", 26),
    _column("perubahan tanggal", "date_changes", CHANGES,
            "Satu per baris, mis. 2027-06-05: status = batal; catatan = Karena hujan.", "", 40),
    _column("aturan", "rule", TEXT, "Aturan dalam kata-kata, untuk pengunjung.", "", 30),
    _column("catatan tanggal", "date_note", TEXT, "Kemungkinan lain, tahun-tahun lalu.", "", 40),
    _column("bulan biasanya", "usual_month", _choice(words.MONTH), "Bila tanggal diumumkan setiap tahun.", "", 14),
    _column("biasanya", "usual_text", TEXT, "Mis. “Biasanya bulan November”.", "", 30),
    _column("kepastian", "certainty", _choice(words.CERTAINTY), "Pasti hanya bila panitia sudah mengatakannya.", "perkiraan", 12),
    _column("dipastikan oleh", "confirmed_by", TEXT, "Siapa yang mengatakannya.", "", 26),
    _column("dipastikan pada", "confirmed_on", DATE, "", "", 14),
    _column("status", "status", _choice(words.STATUS), "Batal dan ditunda tetap dicantumkan; jangan hapus barisnya.", "terjadwal", 16),
    _column("catatan status", "status_note", TEXT, "Apa yang terjadi, apa yang sebaiknya dilakukan pengunjung.", "", 30),
    _column("tempat", "venue", VENUE, "Bagian akhir alamat halaman tempat itu, atau judulnya.", "desa-wisata-conto", 24),
    _column("tempat dalam kata", "place_text", TEXT, "Bila lebih tepat daripada nama tempat.", "Lapangan Desa Conto", 34),
    _column("kabupaten", "regency", REGENCY, "Pilih dari daftar.", "Wonogiri"),
    _column("penyelenggara", "organiser", ORGANISER, "Kode atau nama dari daftar Organisasi.", "", 22),
    _column("gratis", "is_free", YES_NO, "Kosong bila belum diketahui.", "ya", 10),
    _column("harga", "price_idr", PRICE, "Rupiah untuk orang dewasa, mis. 10000.", "", 10),
    _column("catatan harga", "price_note", TEXT, "", "", 24),
    _column("tiket", "ticket_url", TEXT, "Alamat penjualan atau pemesanan, dengan https://.", "", 30),
    _column("aksara", "aksara", TEXT, "Hanya bila sudah diperiksa orang yang bisa membacanya.", "", 20),
    _column("sumber", "sources", TEXT, "Satu per baris. Hanya untuk penyunting.", "Surat panitia, 3 Mei 2027", 30),
    _column("catatan penyunting", "editor_note", TEXT, "Yang masih harus dipastikan. Hanya untuk penyunting.", "", 30),
]  # fmt: skip
BY_HEADING = {words.folded(column.heading): column for column in COLUMNS}
BY_FIELD = {column.field: column for column in COLUMNS}
HEADINGS = [
    Heading(KEY, 14),
    Heading(VERSION, 8),
    *(Heading(column.heading, column.width, column.kind.choices) for column in COLUMNS),
    Heading(SHOWN_ONLY, 12),
]
KNOWN_HEADINGS = frozenset(words.folded(heading.name) for heading in HEADINGS)


def headings_of(rows):
    """``({heading: Column}, headings that nobody reads)`` of Rows. Raises UnreadableFile where none names an event."""
    headings = [heading for heading in rows[0].values if heading] if rows else []
    if rows and not {words.folded(heading) for heading in headings} & {KEY, SLUG, TITLE}:
        raise UnreadableFile(
            _("The first line must hold headings as in the template, at least “%(title)s”.") % {"title": TITLE}
        )
    columns = {heading: BY_HEADING[name] for heading in headings if (name := words.folded(heading)) in BY_HEADING}
    return columns, [heading for heading in headings if words.folded(heading) not in KNOWN_HEADINGS]
