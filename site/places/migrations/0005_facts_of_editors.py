"""What editors had ticked and typed on places becomes facts; what was never ticked is not known, where it said “no”."""

from django.conf import settings
from django.db import migrations

TICKED = {
    "has_parking": "parking",
    "has_toilet": "toilet",
    "has_prayer_room": "prayer_room",
    "has_food": "food_stall",
    "has_lodging": "lodging_nearby",
    "has_guide": "guide",
    "has_shelter": "shelter",
    "has_water": "drinking_water",
}
REACH = {"yes": "Bisa dicapai kursi roda", "partly": "Sebagian terjangkau kursi roda", "no": "Tidak bisa dicapai kursi roda"}
PUBLISHER = "Catatan kantor pariwisata"


def told_by(place):
    """``(kind, value, reading)`` of what an editor had said of a place."""
    for field, kind in TICKED.items():
        if getattr(place, field):
            yield kind, "Ada", {"exists": True}
    if place.is_free:
        yield "entry_fee", "Gratis", {"free": True}
    elif place.price_idr is not None:
        price = {"amount": place.price_idr, "per": "person", "who": "", "days": ""}
        yield "entry_fee", f"Rp{place.price_idr:,}/orang".replace(",", "."), {"prices": [price]}
    if place.wheelchair:
        yield "wheelchair", REACH[place.wheelchair], {"reach": place.wheelchair}


def make_facts(apps, schema_editor):
    PlacePage, Fact = apps.get_model("places", "PlacePage"), apps.get_model("facts", "Fact")
    for place in PlacePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE):
        said = place.checked_on or place.latest_revision_created_at
        for kind, value, reading in told_by(place):
            Fact.objects.create(
                page_id=place.pk,
                kind=kind,
                value=value,
                reading=reading,
                as_of=f"{said:%Y-%m-%d}" if said else "2026",
                confidence="official",
                publisher=PUBLISHER,
            )
    for field in TICKED:
        PlacePage.objects.filter(**{field: False}).update(**{field: None})


def tick_again(apps, schema_editor):
    PlacePage, Fact = apps.get_model("places", "PlacePage"), apps.get_model("facts", "Fact")
    for field in TICKED:
        PlacePage.objects.filter(**{field: None}).update(**{field: False})
    Fact.objects.filter(publisher=PUBLISHER, imported=None).delete()


class Migration(migrations.Migration):
    dependencies = [("places", "0004_facts_from_sources"), ("facts", "0001_initial")]
    operations = [migrations.RunPython(make_facts, tick_again)]
