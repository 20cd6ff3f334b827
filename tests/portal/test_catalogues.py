import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.formats import date_format

from portal.management.commands.check_catalogues import catalogue_problems, read_catalogue

PO_HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


@pytest.fixture
def catalogue(tmp_path, settings):
    """Write a Javanese catalogue with these entries as the project's only one; gives its path."""
    settings.LOCALE_PATHS = [tmp_path]

    def write(entries):
        path = tmp_path / "jv" / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PO_HEAD + entries, encoding="utf-8")
        return path

    return write


def test_a_changed_catalogue_is_compiled_and_an_unchanged_one_left(catalogue, capsys):
    path = catalogue('msgid "Places"\nmsgstr "Papan plesiran"\n')
    call_command("compilemessages")
    assert "1 messages compiled" in capsys.readouterr().out
    assert path.with_suffix(".mo").exists()
    call_command("compilemessages")
    assert "unchanged" in capsys.readouterr().out


@pytest.mark.parametrize(
    "entries",
    [
        'msgid "Places"\nmsgstr "Papan\n',
        '<<<<<<< HEAD\nmsgid "Places"\nmsgstr "Papan"\n',
        'msgid "Places"\nmsgstr "Papan"\n\nmsgid "Places"\nmsgstr "Papan"\n',
    ],
    ids=["open quote", "merge mark", "twice"],
)
def test_a_broken_catalogue_stops_with_a_sentence_and_writes_nothing(catalogue, entries):
    path = catalogue(entries)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("compilemessages")
    assert not path.with_suffix(".mo").exists()


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ('msgid "From %(place)s"\nmsgstr "Saking %(papan)s"\n', "placeholders differ"),
        ('msgid "From %(place)s"\nmsgstr ""\n', "not translated"),
        ('#, fuzzy\nmsgid "From %(place)s"\nmsgstr "Saking %(place)s"\n', "fuzzy"),
        ("", "missing"),
    ],
)
def test_an_unfinished_catalogue_is_named(catalogue, tmp_path, entries, problem):
    catalogue('msgid "From %(place)s"\nmsgstr "Saking %(place)s"\n')
    wanted = read_catalogue("jv", tmp_path)
    assert list(catalogue_problems(wanted, wanted)) == []
    catalogue(entries)
    assert [text.split(":")[0].split(",")[0] for text in catalogue_problems(read_catalogue("jv"), wanted)] == [problem]


@pytest.mark.parametrize(
    ("language", "text"), [("id", "Ahad 6 Juni 2027"), ("jv", "Ahad 6 Juni 2027"), ("en", "Sunday 6 June 2027")]
)
def test_dates_are_written_in_the_language_of_the_page(language, text):
    with translation.override(language):
        assert date_format(datetime.date(2027, 6, 6), "l j F Y") == text
