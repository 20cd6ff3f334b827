"""Reading and writing the tables of editors: every program's CSV, Excel's types, and files that are no tables."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from content.spreadsheets.cells import UnreadableFile, plain_text
from content.spreadsheets.reading import read_rows
from content.spreadsheets.writing import Heading, write_csv, write_xlsx

pytestmark = pytest.mark.usefixtures("english")

TABLE = "judul;hari pertama\nLabuhan Ageng;2027-06-05\nGua “Sodong” – é;\n"


def rows(data):
    return [(row.line, list(row.values.values())) for row in read_rows(io.BytesIO(data))]


def xlsx(*lines, **options):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    for cell, value in options.items():
        book.active[cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_csv_of_every_program_is_read(encoding, delimiter, line_end):
    data = TABLE.replace(";", delimiter).replace("\n", line_end).encode(encoding)
    assert rows(data) == [(2, ["Labuhan Ageng", "2027-06-05"]), (3, ["Gua “Sodong” – é", ""])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('a,b\n"satu, dua","tiga\nempat"\n,lima\n', [(2, ["satu, dua", "tiga\nempat"]), (3, ["", "lima"])]),
        ("a;b\n\n# keterangan;x\n1;2\n;\n", [(4, ["1", "2"])]),
        ("sep=;\na;b\n1,5;2\n", [(3, ["1,5", "2"])]),
        (' a ; b  c \n" 1 ";2\n', [(2, ["1", "2"])]),
        ('"a;x",b\n1,2\n', [(2, ["1", "2"])]),
        ("a\n1\n", [(2, ["1"])]),
        ("a;b\n1\n", [(2, ["1", ""])]),
        ("\ufeff\ufeffa;b\n1;2\n", [(2, ["1", "2"])]),
    ],
)
def test_lines_are_counted_as_the_editor_sees_them(text, found):
    assert rows(text.encode()) == found


def test_what_stands_beyond_the_headings_is_told():
    [row] = read_rows(io.BytesIO(b"a,b\n1,2,3,,4\n"))
    assert row.extra == ("3", "4")
    [row] = read_rows(io.BytesIO(b"a,,b\n1,2,3\n"))
    assert (row.values, row.extra) == ({"a": "1", "b": "3"}, ("2",))


def test_the_types_of_excel_become_what_is_seen():
    cells = [
        date(2027, 6, 5),
        datetime(2027, 6, 5),
        datetime(2027, 6, 5, 19, 30),
        time(19),
        timedelta(hours=8, minutes=5),
    ]
    data = xlsx([f"k{number}" for number in range(10)], [*cells, 3, 3.0, 2.5, True, "  teks\r\nbaris "])
    assert rows(data) == [
        (2, ["2027-06-05", "2027-06-05", "2027-06-05 19:30", "19:00", "08:05", "3", "3", "2.5", "true", "teks\nbaris"])
    ]


def test_gaps_in_excel_keep_the_count_of_lines():
    assert rows(xlsx(["a", "b"], A5="x", B9="y")) == [(5, ["x", ""]), (9, ["", "y"])]


def test_a_formula_of_excel_is_never_run():
    data = xlsx(["a"], ["=1+1"])
    [row] = read_rows(io.BytesIO(data))
    assert row.values == {"a": ""}
    assert "no stored result" in row.flaws[0].message  # no program has computed its value yet


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "headings"),
        (b"\n\n", "headings"),
        (b"# x\n", "headings"),
        (b"a,A\n1,2\n", "two columns"),
        (b"a\n" + b"1\n" * 2001, "2,000"),
        (b"a\n" + b"x" * (5 * 1024 * 1024), "5 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"PK\x03\x04 nonsense", "Excel"),
        (b"a\n\x81\xff\xfe\n", "no table"),
        (xlsx(), "headings"),
        (xlsx(["a"], A1048576="x"), "20,000"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data, word):
    with pytest.raises(UnreadableFile, match=word):
        rows(data)


def test_two_thousand_rows_are_taken():
    assert len(rows(b"a\n" + b"1\n" * 2000)) == 2000


def test_an_archive_that_unpacks_to_very_much_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    assert len(out.getvalue()) < 200_000
    with pytest.raises(UnreadableFile, match="far larger"):
        rows(out.getvalue())


def test_another_archive_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(UnreadableFile, match="Excel"):
        rows(out.getvalue())


FORMULAS = ['=HYPERLINK("http://x")', "+62 812", "-8", "@x", "'=x", "''=x", "'kutip", "=cmd|' /C calc'!A0"]


def test_a_formula_goes_out_as_text_and_comes_back_the_same():
    headings = [Heading("a")]
    data = write_csv(headings, [[text] for text in FORMULAS])
    for line in data.decode("utf-8-sig").splitlines()[1:]:
        assert line.lstrip('"')[0] not in "=+-@"
    assert [values for _line, values in rows(data)] == [[text] for text in FORMULAS]
    data = write_xlsx(headings, [[text] for text in FORMULAS], "Acara")
    for [cell] in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(min_row=2):
        assert cell.data_type == "s"
    assert [values for _line, values in rows(data)] == [[text] for text in FORMULAS]


def test_excel_gets_dates_as_dates_and_lists_to_choose_from():
    headings = [Heading("hari"), Heading("status", choices=("batal", "penuh"))]
    book = load_workbook(io.BytesIO(write_xlsx(headings, [[date(2027, 6, 5), "batal"]], "Acara")))
    sheet = book.worksheets[0]
    assert sheet["A2"].value == datetime(2027, 6, 5)
    assert sheet["A2"].number_format == "yyyy-mm-dd"
    [validation] = sheet.data_validations.dataValidation
    assert "B2" in validation.sqref
    assert [cell.value for cell in book["Pilihan"]["A"]] == ["batal", "penuh"]
    assert book["Pilihan"].sheet_state == "hidden"


texts = st.text(max_size=40).filter(lambda text: not plain_text(text).startswith("#"))


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=8), st.booleans())
@example([["'", "\r"], ["\u2028", "a\x0bb"]], True)
def test_whatever_is_written_comes_back(table, as_xlsx):
    headings = [Heading("a"), Heading("b")]
    data = write_xlsx(headings, table, "x") if as_xlsx else write_csv(headings, table)
    wanted = [[plain_text(cell) for cell in line] for line in table]
    assert [values for _line, values in rows(data)] == [line for line in wanted if any(line)]


valid = [TABLE.encode(), xlsx(["judul", "hari pertama"], ["x", date(2027, 6, 5)])]


def broken(data, changes):
    data = bytearray(data)
    for position, byte in changes:
        data[position % len(data)] = byte
    return bytes(data)


nonsense = st.one_of(
    st.binary(max_size=300),
    st.binary(max_size=300).map(lambda data: b"PK\x03\x04" + data),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.builds(
        broken,
        st.sampled_from(valid),
        st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 255)), min_size=1, max_size=20),
    ),
)


@settings(max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(nonsense)
def test_nonsense_gives_rows_or_a_sentence(data):
    try:
        found = rows(data)
    except UnreadableFile as error:
        assert str(error)
    else:
        assert all(line > 1 for line, _values in found)
