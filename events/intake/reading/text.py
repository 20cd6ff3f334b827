"""A stranger's text, made plain or harmless: tags and entities read as HTML means them, invisible signs taken out."""

import html
import re

import nh3
from django.utils.translation import gettext as _

SUMMARY_LENGTH = 255
TEXT_LENGTH = 50_000
LABEL_LENGTH = 5_000
ADDRESS_LENGTH = 500

TEXT_TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "h2", "h3", "a"}
TEXT_ATTRIBUTES = {"a": {"href"}}
TEXT_SCHEMES = {"http", "https", "mailto", "tel"}
DROPPED_WHOLE = {"script", "style", "title"}
BLOCK_END = re.compile(r"<br\s*/?>|</(?:p|div|li|ul|ol|h[1-6]|tr|table|blockquote)\s*>", re.IGNORECASE)
LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|br|div|span|font|u|a|b|i|script|style|img|iframe|svg|strong|em|ul|ol|li|h[1-6]|table|tr|td|blockquote|html"
    r"|head|body|center)\b[^<>]*>",
    re.IGNORECASE,
)
# Only with its semicolon: HTML knows “&reg” without one, and would read “Seni&Regional” as “Seni®ional”.
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
LONE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{0,31});)")
ESCAPED_AT_MOST = 3
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffc]"
)
# A joiner is meant between emoji and within scripts that need it, never beside a Latin letter, a blank or an edge.
STRAY_JOINER = re.compile(r"(?<![\u0300-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0300-\U0010ffff])")
WEB_ADDRESS = re.compile(
    r"https?://[^\s/?#<>\"'\x00-\x1f\x7f\ud800-\udfff]+(?:[/?#][^\s<>\"'\x00-\x1f\x7f\ud800-\udfff]*)?", re.IGNORECASE
)
SENTENCE_END = re.compile(r"[.!?…]\s")


def plain(text, length=None):
    """One line of plain text from text or HTML; cut at `length`."""
    text = str(text or "")
    text = " ".join(plain_lines(text if length is None else text[:LABEL_LENGTH]).split())
    return text if length is None else cut(text, length)


def plain_lines(text):
    """Plain text with its lines, from text or HTML."""
    text, is_html = _opened(text)
    if is_html:
        text = nh3.clean(
            BLOCK_END.sub(lambda end: end.group() + "\n", text), tags=set(), clean_content_tags=DROPPED_WHOLE
        )
        text = _without_entities(html.unescape(text))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def enumerated(text):
    """The lines of a text in one, with commas between: a place as addresses are written."""
    lines = [line.strip(" ,;") for line in plain_lines(text).splitlines()]
    return ", ".join(line for line in lines if line)


def safe_html(text):
    """Text or HTML of somebody else as HTML that may stand in our page: paragraphs, lists, links, nothing else."""
    text, is_html = _opened(text)
    if is_html:
        return nh3.clean(
            text,
            tags=TEXT_TAGS,
            clean_content_tags=DROPPED_WHOLE,
            attributes=TEXT_ATTRIBUTES,
            url_schemes=TEXT_SCHEMES,
            link_rel=None,
        ).strip()
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
    return "".join(f"<p>{html.escape(part, quote=False).replace(chr(10), '<br/>')}</p>" for part in paragraphs)


def _opened(text):
    """``(text, is_html)``: without invisible signs; entities of what is no HTML, and of escaped HTML, are resolved."""
    text = STRAY_JOINER.sub("", INVISIBLE.sub("", CONTROLS.sub("", str(text or ""))))
    if not LOOKS_LIKE_HTML.search(text):
        text = _without_entities(text)
    return (LONE_AMPERSAND.sub("&amp;", text), True) if LOOKS_LIKE_HTML.search(text) else (text, False)


def _without_entities(text):
    """Entities resolved, also twice escaped ones; no further than where tags appear."""
    for _time in range(ESCAPED_AT_MOST):
        resolved = ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
        if resolved == text or LOOKS_LIKE_HTML.search(resolved):
            return CONTROLS.sub("", resolved)
        text = resolved
    return CONTROLS.sub("", text)


def summary_and_body(text, tell, summary=""):
    """What stands on cards (`summary` where the source has one), and the whole text when it says more than that."""
    text, summary = str(text or ""), str(summary or "")
    if max(len(text), len(summary)) > TEXT_LENGTH:
        tell(_("The text is longer than %(number)s letters and was cut.") % {"number": TEXT_LENGTH})
        text, summary = text[:TEXT_LENGTH], summary[:TEXT_LENGTH]
    told = plain(text)
    short = plain(summary) or told
    if len(short) > SUMMARY_LENGTH:
        ends = [end.start() + 1 for end in SENTENCE_END.finditer(short[: SUMMARY_LENGTH + 1]) if end.start() > 60]
        short = short[: ends[-1]] if ends else cut(short, SUMMARY_LENGTH)
    has_links = re.search(r"<a\s", text, re.IGNORECASE)
    return short, safe_html(text) if told != short or has_links else ""


def cut(text, length):
    """The text, ended with … at a word's end when it is longer than `length`."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def web_address(text):
    """An http(s) address, or nothing."""
    text = str(text or "").strip().replace("&amp;", "&")
    return text if WEB_ADDRESS.fullmatch(text) and len(text) <= ADDRESS_LENGTH else ""
