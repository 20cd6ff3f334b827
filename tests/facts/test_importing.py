"""A table of facts: dry run, differences, never over a newer edit."""

import io

import pytest
from django.urls import reverse

from facts.models import Fact
from facts.spreadsheets.exporting import facts_file
from facts.spreadsheets.importing import FactImport
from places.models import PlacePage

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

HEAD = "kode;jenis;nilai;per;sumber;alamat\n"
TOILET = "pantai-nampu;toilet;Ada;2026-10;Kunjungan petugas;\n"


def plan(text):
    return FactImport(io.BytesIO((HEAD + text).encode()))


def outcomes(found):
    return [line.outcome for line in found.lines]


def nampu(language="id"):
    place = PlacePage.objects.get(slug="pantai-nampu", locale__language_code="id")
    return PlacePage.objects.get(translation_key=place.translation_key, locale__language_code=language)


def test_a_table_is_brought_in_once_and_what_an_editor_changed_since_stays():
    first = plan(TOILET)
    assert outcomes(first) == ["new"]
    first.apply()
    assert outcomes(plan(TOILET)) == ["unchanged"]

    corrected = plan(TOILET.replace("Ada", "Ada, dua bilik"))
    assert outcomes(corrected) == ["changed"]
    assert corrected.lines[0].changes == [("nilai", "Ada", "Ada, dua bilik")]
    corrected.apply()

    fact = Fact.objects.get(publisher="Kunjungan petugas")
    fact.value = "Ada, satu bilik"
    fact.save()
    assert outcomes(plan(TOILET.replace("Ada", "Ada, tiga bilik"))) == ["left_alone"]
    assert outcomes(plan(TOILET.replace("Ada", "Ada, dua bilik"))) == ["left_alone"]
    assert outcomes(plan(TOILET.replace("Ada", "Ada, satu bilik"))) == ["unchanged"]


def test_several_things_that_one_source_says_are_told_apart_by_their_words():
    lines = "".join(f"pantai-nampu;highlight;{words};2026;Kompas;https://kompas.id/1\n" for words in ("Satu", "Dua"))
    plan(lines).apply()
    again = plan(lines.replace("Dua", "Dua dan tiga"))
    assert outcomes(again) == ["unchanged", "changed"]


@pytest.mark.parametrize(
    ("line", "heading", "sentence"),
    [
        ("pantai-entah;toilet;Ada;2026;Kompas;\n", "kode", "Tidak ada halaman dengan kode “pantai-entah”"),
        ("pantai-nampu;kakus;Ada;2026;Kompas;\n", "jenis", "kakus"),
        ("pantai-nampu;toilet;;2026;Kompas;\n", "nilai", "Sel ini kosong"),
        ("pantai-nampu;toilet;Ada;Oktober;Kompas;\n", "per", "Tulis tahun, bulan, atau hari"),
        ("pantai-nampu;toilet;Ada;2099;Kompas;\n", "per", "belum tiba"),
        ("pantai-nampu;toilet;Ada;2026;;\n", "sumber", "Sel ini kosong"),
        ("pantai-nampu;toilet;Ada;2026;Kompas;bukan alamat\n", "alamat", "URL"),
    ],
)
def test_a_wrong_line_says_where_and_what(line, heading, sentence):
    (found,) = plan(line).lines
    assert found.outcome == "problem"
    assert any(where == heading and sentence in told for where, told in found.problems)


def test_filters_and_every_language_follow_a_fact():
    assert nampu().has_toilet is None
    plan(TOILET).apply()
    assert nampu().has_toilet is True
    assert nampu("en").has_toilet is True
    Fact.objects.create(page=nampu(), kind="toilet", value="Tidak ada", as_of="2026-11", publisher="Kunjungan petugas")
    assert nampu().has_toilet is False
    page = nampu().specific
    page.save_revision().publish()
    assert nampu().has_toilet is False


def test_an_editor_takes_the_table_out_and_brings_it_in_again(admin_client):
    number = Fact.objects.count()
    assert all(line.outcome == "unchanged" for line in FactImport(io.BytesIO(facts_file("xlsx"))).lines)

    file = io.BytesIO((HEAD + TOILET).encode())
    file.name = "fakta.csv"
    report = admin_client.post(reverse("fact_table"), {"file": file})
    assert report.context["counts"] == {"new": 1}
    assert Fact.objects.count() == number
    done = admin_client.post(reverse("fact_table_bring_in"), {"token": report.context["token"]})
    assert done.context["is_applied"]
    assert Fact.objects.count() == number + 1
    again = admin_client.post(reverse("fact_table_bring_in"), {"token": report.context["token"]}, follow=True)
    assert "Berkas ini sudah dimasukkan" in again.content.decode()


def test_a_fact_is_added_from_the_page_that_is_edited(admin_client):
    page = nampu("en")
    assert str(reverse("facts:add")) in admin_client.get(reverse("wagtailadmin_pages:edit", args=[nampu().pk])).text
    data = {"page": page.pk, "kind": "toilet", "value": "Ada", "as_of": "2026", "publisher": "Kunjungan petugas"}
    answer = admin_client.post(reverse("facts:add"), data | {"confidence": "official"})
    assert answer.status_code == 302
    assert Fact.objects.get(publisher="Kunjungan petugas").page_id == nampu().pk
