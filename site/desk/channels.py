"""How else the information centres are reached: only what somebody has entered."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk.contacts import call_link, whatsapp_link
from tourism.models import InformationCentrePage


@dataclass(frozen=True)
class Channels:
    """One information centre and how to reach it; an address is empty where nobody has entered any."""

    name: str
    whatsapp: str
    phone: str
    phone_link: str
    email: str

    @classmethod
    def of(cls, centre, about=""):
        """Those of an information centre; the text that WhatsApp opens with names the page `about`."""
        text = _("Hello, I have a question about %(page)s.") % {"page": about} if about else ""
        return cls(
            centre.title,
            whatsapp_link(centre.whatsapp, text),
            centre.contact_phone,
            call_link(centre.contact_phone),
            centre.email,
        )

    def __bool__(self):
        return bool(self.whatsapp or self.phone or self.email)


def all_channels(about=""):
    """The Channels of every public information centre that has any, in the active language."""
    centres = InformationCentrePage.objects.for_visitors().filter(locale__language_code=get_language())
    return [found for centre in centres.defer_streamfields().order_by("path") if (found := Channels.of(centre, about))]


def telephones():
    """The telephone numbers of the information centres, for whoever cannot send a form now."""
    return [channels.phone for channels in all_channels() if channels.phone]
