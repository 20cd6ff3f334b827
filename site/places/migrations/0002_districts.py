"""Fill the districts from the boundary file."""

from django.db import migrations


def add(apps, schema_editor):
    from places.districts import district_areas

    District = apps.get_model("places", "District")
    District.objects.bulk_create(
        [District(code=area.code, name=area.name, regency=area.regency) for area in district_areas()],
        ignore_conflicts=True,
    )


def remove(apps, schema_editor):
    apps.get_model("places", "District").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
