"""The dated facts of the seed, by the same importer that editors use."""

import csv
from datetime import date

from facts.models import Fact
from facts.spreadsheets.importing import NEW, FactImport
from portal.seed.files import SEED, SeedError

SOURCED = ["wonogiri.csv", "neighbours.csv", "events.csv"]
FILES = [*SOURCED, "roads.csv", "roads_estimated.csv"]
COMPARED_ON = date(2026, 11, 27)  # when the texts were last compared with their sources
FIRST_ROUND = date(2027, 6, 30)  # before it nothing is due: a list of eighty overdue pages helps nobody


def load_facts():
    """Give its facts to every page that has none yet; returns ``{"facts": number}``, empty when there are none."""
    told = set(Fact.objects.values_list("page", flat=True))
    number = 0
    for name in FILES:
        with (SEED / "facts" / name).open("rb") as file:
            plan = FactImport(file)
        for line in plan.lines:
            if line.problems:
                raise SeedError(f"facts/{name}, line {line.number}: {line.problems}")
        plan.lines = [line for line in plan.lines if line.page.pk not in told]
        number += plan.counts[NEW]
        plan.apply()
    return {"facts": number} if number else {}


def newest_dates():
    """``{Indonesian slug: date}`` of the newest fact of each page; a year or month counts from its first day."""
    newest = {}
    for name in SOURCED:
        with (SEED / "facts" / name).open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["as_of"][:1].isdigit():
                    newest[row["code"]] = max(newest.get(row["code"], ""), row["as_of"])
    return {slug: date(*map(int, (*as_of.split("-"), "1", "1")[:3])) for slug, as_of in newest.items()}


def care_dates(newest):
    """When a page was last compared with what is known, and until when it has to be again: ``(checked_on, review_by)``.

    A page with facts was checked when its newest fact was so, and fees hold for two years; another, with its sources,
    when it was written, and that holds for one.
    """
    if newest is None:
        return COMPARED_ON, COMPARED_ON.replace(year=COMPARED_ON.year + 1)
    return newest, max(date(newest.year + 2, newest.month, 1), FIRST_ROUND)
