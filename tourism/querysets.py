from content.querysets import PAGE_FIELDS, PHOTO_FIELDS, VisitorQuerySet


class ItineraryQuerySet(VisitorQuerySet):
    def for_cards(self):
        """Public itineraries with all that a card shows, in one query."""
        return (
            self.for_visitors()
            .select_related("cover", "locale")
            .only(*PAGE_FIELDS, *PHOTO_FIELDS, "length_days", "start_place", "season")
        )

    def through(self, translation_key):
        """Itineraries that stop at the place of this translation_key: stops keep the source language's place."""
        return self.filter(stops__place__translation_key=translation_key).distinct()
