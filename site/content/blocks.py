"""The blocks that a text is made of. One class, one template in templates/blocks/."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]

RULE_ICONS = [
    ("camera", _("Camera")),
    ("footprints", _("Footprints")),
    ("waves", _("Waves")),
    ("circle-slash", _("Not allowed")),
    ("shirt", _("Clothing")),
    ("users", _("People")),
    ("info", _("Information")),
    ("triangle-alert", _("Danger")),
]


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs with headings, lists and links.")
        preview_value = (
            "<h2>Apa yang terlihat</h2><p>Pasir putih di bawah bukit kapur, dan mata air tawar di tepinya.</p>"
        )
        template = "blocks/text.html"


class FigureBlock(blocks.StructBlock):
    value = blocks.CharBlock(label=_("value"), max_length=20, help_text=_("E.g. 12,4 or ±2.075."))
    unit = blocks.CharBlock(label=_("unit"), max_length=12, required=False, help_text=_("E.g. m, km², MW."))
    label = blocks.CharBlock(label=_("what it measures"), max_length=60, help_text=_("E.g. length of the passage."))

    class Meta:
        icon = "table"
        label = _("Figure")


class FiguresBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(FigureBlock(), min_num=1, max_num=4, **kwargs)

    class Meta:
        icon = "table"
        label = _("Figures")
        description = _("One to four measured facts, shown large.")
        preview_value = [{"value": "±2.075", "unit": "m", "label": "panjang lorong"}]
        template = "blocks/figures.html"


class RuleBlock(blocks.StructBlock):
    icon = blocks.ChoiceBlock(label=_("icon"), choices=RULE_ICONS, default="info")
    title = blocks.CharBlock(label=_("rule"), max_length=80, help_text=_("E.g. “Ask before you photograph”."))
    text = blocks.CharBlock(label=_("reason"), max_length=250, help_text=_("One sentence that says why or how."))

    class Meta:
        icon = "list-ul"
        label = _("Rule")


class RulesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("heading"), max_length=80, help_text=_("E.g. “As a guest”."))
    rules = blocks.ListBlock(RuleBlock(), label=_("rules"), min_num=1, max_num=6)

    class Meta:
        icon = "list-ul"
        label = _("Rules for guests")
        description = _("How a guest behaves here: clothing, photographs, safety.")
        preview_value = {
            "heading": "Sebagai tamu",
            "rules": [{"icon": "camera", "title": "Tanya sebelum memotret", "text": "Juru kunci yang memutuskan."}],
        }
        template = "blocks/rules.html"


class PictureBlock(blocks.StructBlock):
    photo = ImageChooserBlock(label=_("photo"))
    caption = blocks.CharBlock(
        label=_("caption"), max_length=250, required=False, help_text=_("Empty: the photo's own caption is shown.")
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A photo in the text, with its credit.")
        template = "blocks/picture.html"


class NoticeBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("tone"), choices=[("info", _("Information")), ("caution", _("Take care"))], default="info"
    )
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "italic", "link"])

    class Meta:
        icon = "warning"
        label = _("Notice")
        description = _("A short remark that must not be overlooked.")
        preview_value = {
            "tone": "caution",
            "text": "<p>Sinyal di sini lemah. Simpan halaman ini sebelum berangkat.</p>",
        }
        template = "blocks/notice.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("words"), max_length=400)
    source = blocks.CharBlock(label=_("who said it"), max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody's own words, with their name.")
        preview_value = {"text": "Air itu datang dari dalam batu.", "source": "Juru kunci"}
        template = "blocks/quote.html"


class BodyBlock(blocks.StreamBlock):
    """The text of a page."""

    text = TextBlock()
    figures = FiguresBlock()
    picture = PictureBlock()
    rules = RulesBlock()
    notice = NoticeBlock()
    quote = QuoteBlock()

    class Meta:
        template = "blocks/body.html"
