"""Places follow their facts: what lists ask for is set anew whenever a fact of a place changes."""

from facts.models import facts_about
from places.models import PlacePage
from places.models.facts import columns_from


def take_facts(keys, **kwargs):
    """Set the columns of the places with these translation keys, in every language (signal receiver)."""
    for key in set(PlacePage.objects.filter(translation_key__in=keys).values_list("translation_key", flat=True)):
        PlacePage.objects.filter(translation_key=key).update(**columns_from(facts_about(key)))
