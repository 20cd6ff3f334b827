"""What may be meant in another way is told with its line and column, what is clear is not."""

from io import BytesIO

import pytest

from events.intake.spreadsheets.dry_reading import read_table


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("heading", "text", "read"),
    [
        ("jam mulai", "jam 8", "08:00"),
        ("jam mulai", "8-10", "08:00–10:00"),
        ("jam mulai", "7-9 malam", "19:00–21:00"),
        ("jam mulai", "19.3", "19:30"),
        ("jam selesai", "sampai 7.30", "07:30"),
        ("jam mulai", "jam 7 malam", None),
        ("jam mulai", "19.00 WIB s.d. selesai", None),
        ("jam mulai", "19-21", None),
        ("jam mulai", "2027-06-12 08:00", None),
        ("hari pertama", "12 Juni '27", "2027-06-12"),
        ("hari pertama", "12 Juni 2027 jam 8", "2027-06-12 08:00"),
        ("hari pertama", "46552", "2027-06-14"),
        ("hari pertama", "Sabtu, 12-14 Juni 2027", None),
        ("harga", "10rb", "10000"),
        ("harga", "20,000", "20000"),
        ("harga", "Rp. 10.000,-", None),
        ("sesi", '"2027-06-05 19:00–22:00\n6 Juni 2027 jam 7"', "2027-06-06 07:00"),
        ("sesi", "2027-06-05 19:00–22:00", None),
    ],
)
def test_what_may_be_meant_in_another_way_is_told(heading, text, read):
    _lines, problems = read_table(BytesIO(f"judul;{heading}\nA;{text}\n".encode()))
    told = [(problem.line, problem.column, problem.message) for problem in problems]
    stood = text.strip('"').split("\n")[-1]
    assert told == ([(2, heading, f"“{stood}” was read as {read}.")] if read else [])
