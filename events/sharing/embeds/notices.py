"""The notices of danger alone on a partner's page: the lines to paste, for a frame and for an element."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.sharing.embeds.selection import frame_html

PATH = "/embed/v1/notices/"
HEIGHT = 160


def page_url(language):
    """The page that says all of it."""
    return f"{settings.PUBLIC_URL}/{language}/notices/"


class NoticesToPaste:
    """What a partner pastes to show the notices with the language and look of an Embed."""

    def __init__(self, embed):
        self.language, self.theme = embed.language, embed.theme

    @property
    def title(self):
        with override(self.language):
            return _("Notices around Wonogiri")

    @property
    def frame_path(self):
        return f"{PATH}?lang={self.language}{f'&theme={self.theme}' if self.theme else ''}"

    @property
    def frame(self):
        """The frame and the script that gives it the height of its content."""
        alone = frame_html(settings.PUBLIC_URL + self.frame_path, self.title, "100%", HEIGHT, style=True)
        script = format_html('<script src="{}/embed/v1/resize.js" async></script>', settings.PUBLIC_URL)
        return SafeString(f"{alone}\n{script}")

    @property
    def element(self):
        """The element with a link inside, for whoever has no JavaScript."""
        return format_html(
            '<script type="module" src="{site}/embed/v1/notices.js"></script>\n'
            '<wonogiri-notices lang="{lang}"{theme}>\n  <a href="{page}">{title}</a>\n</wonogiri-notices>',
            site=settings.PUBLIC_URL,
            lang=self.language,
            theme=format_html(' theme="{}"', self.theme) if self.theme else "",
            page=page_url(self.language),
            title=self.title,
        )
