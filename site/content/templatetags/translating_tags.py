"""What a translator is told beside each sentence."""

import json

from django import template

from content.translating.translated_words import why_behind

register = template.Library()


@register.simple_tag(takes_context=True)
def tell_behind(context):
    """Give the sentences that are behind their reason, in the data that wagtail-localize's editor is made of."""
    reasons = why_behind(context["translation"])
    if reasons:
        data = json.loads(context["props"])
        for shown in data["initialStringTranslations"]:
            shown["error"] = shown["error"] or reasons.get(shown["segment_id"])
        context["props"] = json.dumps(data)
    return ""
