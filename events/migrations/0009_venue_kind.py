from django.db import migrations, models


def fill(apps, schema_editor):
    """Write the kind of its venue into each date, so that a notice about a kind finds it."""
    places = apps.get_model("places", "PlacePage").objects.exclude(kind="")
    dates = apps.get_model("events", "Occurrence").objects
    for key, kind in places.values_list("translation_key", "kind").distinct():
        dates.filter(venue_key=key).update(venue_kind=kind)


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0008_second_year_of_windu"),
        ("places", "0008_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="occurrence",
            name="venue_kind",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
