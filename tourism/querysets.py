from content.querysets import PAGE_FIELDS, PHOTO_FIELDS, VisitorQuerySet


class ItineraryQuerySet(VisitorQuerySet):
    def for_cards(self):
        """Public itineraries with all that a card shows, in one query."""
        return (
            self.for_visitors()
            .select_related("cover", "locale")
            .only(*PAGE_FIELDS, *PHOTO_FIELDS, "length_days", "start_place", "season")
        )

    def through(self, place):
        """Itineraries that stop at `place`, in its language. Matched by translation_key: stops keep the source place."""
        return self.filter(locale=place.locale_id, stops__place__translation_key=place.translation_key).distinct()
