"""How far one thing is from another, as visitors read it."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Distance:
    """A distance in a straight line; `is_about` where one end is known only as a cell of 1 km."""

    km: float
    is_about: bool = False

    def __str__(self):
        """E.g. “3,4 km”; one decimal below 10 km, none above and none where it is “about”."""
        if self.is_about and round(self.km) < 1:
            return _("less than 1 km")
        decimals = 0 if self.is_about or self.km >= 10 else 1
        number = number_format(round(self.km, decimals), decimals)
        return (_("about %(number)s km") if self.is_about else "%(number)s km") % {"number": number}
