"""A stranger's text, made harmless and short."""

import pytest

from events.intake.reading.text import enumerated, plain, safe_html, summary_and_body

pytestmark = pytest.mark.usefixtures("english", "quiet")


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Satu.\n\nDua\ndan tiga", "<p>Satu.</p><p>Dua<br/>dan tiga</p>"),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
        ('<p onclick="x()" style="color:red">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="https://x.example" target="_blank">x</a>', '<a href="https://x.example">x</a>'),
        ("<p>a<img src=x onerror=alert(1)></p>", "<p>a</p>"),
        ("<p>a</p><iframe src=//evil></iframe><svg/onload=alert(1)>", "<p>a</p>"),
        ("<div><h1>Judul</h1>isi</div>", "Judulisi"),
    ],
)
def test_a_strangers_text_becomes_harmless(given_text, expected):
    assert safe_html(given_text) == expected


def test_a_long_text_is_summed_up_at_a_sentence_and_kept_whole():
    text = "Kalimat yang cukup panjang untuk sebuah ringkasan acara di Wonogiri. " * 8
    summary, body = summary_and_body(text, pytest.fail)
    assert len(summary) <= 255
    assert summary.endswith("Wonogiri.")
    assert text.strip() in body


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Seni &amp; Tari &#8211; 2027 [&#x2026;]", "Seni & Tari – 2027 […]"),
        ("R&D; Seni&Regional AT&T &copy 2027", "R&D; Seni&Regional AT&T &copy 2027"),
        ("<i>Seni</i>&Regional R&D;", "Seni&Regional R&D;"),
        ("A &amp;amp; B &amp;#8211; C", "A & B – C"),
        ("Musik &lt;akustik&gt;", "Musik <akustik>"),
        ("&lt;b&gt;Pentas&lt;/b&gt; Tari", "Pentas Tari"),
        ("<div>Satu<br>dua</div><style>p{}</style>", "Satu dua"),
        ("\u200bPa\u00adnen\u00a0\u202eUbi\ufeff \u200d", "Panen Ubi"),
        ("👨\u200d👩\u200d👧 ❤️\u200d🔥", "👨\u200d👩\u200d👧 ❤️\u200d🔥"),
        ("a\x00b\x85c\x9fd", "ab cd"),
    ],
)
def test_a_title_reads_as_its_writer_meant_it(given_text, expected):
    assert plain(given_text) == expected


def test_the_lines_of_a_place_become_one():
    assert enumerated("Balai Desa Pule,\nJalan Melati 1<br>Wonogiri\n\n") == "Balai Desa Pule, Jalan Melati 1, Wonogiri"
