"""What a question names that is not there: it finds nothing, and whoever made the page is told why."""

from dataclasses import replace

from django.utils.translation import gettext as _

from accounts.models import Organisation
from content.publishing import until_published
from events.asking.query import Problem
from places.models import PlacePage


def explained(query):
    """An EventQuery whose `problems` name its unknown organisers and places as well; a query only after a publishing."""
    problems = [
        *_unknown(
            query.organisations,
            known_organisers,
            "org",
            _("We know no organiser “%(name)s”; no event of theirs is shown."),
        ),
        *_unknown(
            query.excluded_organisations,
            known_organisers,
            "not_org",
            _("We know no organiser “%(name)s”, so nothing was left out for it."),
        ),
        *_unknown(query.places, known_places, "place", _("We know no place “%(name)s”; no event of it is shown.")),
    ]
    return replace(query, problems=(*query.problems, *problems)) if problems else query


def _unknown(names, known, parameter, sentence):
    if not names:
        return []
    return [Problem(parameter, sentence % {"name": name}) for name in names if name not in known()]


@until_published
def known_organisers():
    """The codes of all organisations."""
    return frozenset(Organisation.objects.values_list("slug", flat=True))


@until_published
def known_places():
    """The identities of all public places, and the last parts of their addresses."""
    told = PlacePage.objects.for_visitors().values_list("translation_key", "slug")
    return frozenset(name for key, slug in told for name in (str(key), slug))
