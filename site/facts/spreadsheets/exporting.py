"""All facts as a table that can be changed and brought in again."""

from content.spreadsheets.writing import Heading, write_csv, write_xlsx
from facts.kinds import FactKind
from facts.models import Fact
from facts.spreadsheets.columns import COLUMNS

WIDTHS = {"code": 28, "value": 50, "value_en": 50, "title": 40, "url": 40, "note": 30}
CHOICES = {"kind": tuple(FactKind.values), "confidence": tuple(Fact.Confidence.values)}


def facts_file(extension):
    """A .csv or .xlsx file as bytes: one fact a row, by page and kind."""
    headings = [Heading(names[0], WIDTHS.get(name, 16), CHOICES.get(name, ())) for name, names in COLUMNS.items()]
    facts = Fact.objects.select_related("page").order_by("page__slug", "kind", "-as_of", "pk")
    rows = [[_cell(fact, name) for name in COLUMNS] for fact in facts.iterator(500)]
    return write_xlsx(headings, rows, "Fakta") if extension == "xlsx" else write_csv(headings, rows)


def _cell(fact, name):
    if name == "code":
        return fact.page.slug
    return getattr(fact, name) or ("tanpa tahun" if name == "as_of" else "")
