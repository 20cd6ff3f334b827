"""What a page tells in its own fields, without a fact."""

from facts.kinds import FactKind

# What an editor wrote in the fields of a page stands above the facts of the same kind.
FIELDS = {
    FactKind.HAZARD: "hazards",
    FactKind.ACCESS_VEHICLE: "access",
    FactKind.HOURS: "opening_note",
    FactKind.ENTRY_FEE: "price_note",
    FactKind.WHEELCHAIR: "accessibility",
    FactKind.MOBILE_SIGNAL: "signal_note",
}


def told_by_page(page):
    """The FactKinds that a place tells in its fields."""
    told = {kind for kind, field in FIELDS.items() if getattr(page, field, "")}
    if page.opening_rows:
        told.add(FactKind.HOURS)
    if page.signal:
        told.add(FactKind.MOBILE_SIGNAL)
    return told
