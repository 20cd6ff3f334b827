"""What programs that keep a copy have been told of a place."""

from django.db import models


class PlaceRecord(models.Model):
    """Since when a place is what it is: kept after its page is gone, so that whoever has a copy learns of that too."""

    uid = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=40, help_text="The model of its page, e.g. geositepage.")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)
    removed_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.uid)
