"""The report of translations: what waits for a translator, and what is behind its source."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, get_edit_url
from wagtail_localize.views.report import TranslationsReportView

from content.models import BehindTranslation


class TranslationStatesView(TranslationsReportView):
    """wagtail-localize's report with what is behind, and as many queries for a hundred rows as for one."""

    template_name = "wagtailadmin/reports/base_report.html"

    def get_queryset(self):
        behind = BehindTranslation.objects.filter(
            translation__context__object_id=OuterRef("source__object_id"),
            translation__locale=OuterRef("target_locale_id"),
        )
        translations = super().get_queryset()
        missing = translations.query.annotations["waiting_for_translation"]
        return (
            translations.annotate(waiting_for_translation=Q(missing) | Exists(behind))
            .select_related("source__specific_content_type", "source__locale", "target_locale")
            .order_by("source__object_repr", "source_id", "target_locale")
        )

    def decorate_paginated_queryset(self, object_list):
        translations = list(object_list)
        instances = _instances(translations)
        segments = defaultdict(set)
        sources = {translation.source_id for translation in translations}
        rows = StringSegment.objects.filter(source__in=sources).values_list("source", "context", "string")
        for source, *place in rows:
            segments[source].add(tuple(place))
        written, behind = _written(translations)
        for translation in translations:
            places = segments[translation.source_id]
            translation.state = _state(
                len(places - written[translation.target_locale_id]), len(places & behind[translation.target_locale_id])
            )
            source = instances.get((translation.source.object_id, translation.source.locale_id))
            target = instances.get((translation.source.object_id, translation.target_locale_id))
            translation.source_edit_url = source and get_edit_url(source)
            translation.target_edit_url = target and get_edit_url(target)
            translation.target_title = str(target)
        return translations


def _written(translations):
    """``{locale: {(context, string), ...}}`` of what is translated, and of what of it is behind."""
    written, behind = defaultdict(set), defaultdict(set)
    keys = {translation.source.object_id for translation in translations}
    rows = StringTranslation.objects.filter(context__object_id__in=keys, has_error=False)
    for locale, context, string, is_behind in rows.values_list("locale", "context", "translation_of", "behind"):
        written[locale].add((context, string))
        if is_behind:
            behind[locale].add((context, string))
    return written, behind


def _state(missing, behind):
    parts = []
    if missing:
        parts.append(ngettext("%(number)d not translated", "%(number)d not translated", missing) % {"number": missing})
    if behind:
        parts.append(ngettext("%(number)d behind", "%(number)d behind", behind) % {"number": behind})
    return ", ".join(parts) or _("Up to date")


def _instances(translations):
    """``{(translation key, locale id): page or snippet}`` of the sources and of what they are translated into."""
    keys = defaultdict(set)
    for translation in translations:
        model = translation.source.specific_content_type.model_class()
        keys[Page if issubclass(model, Page) else model].add(translation.source.object_id)
    return {
        (instance.translation_key, instance.locale_id): instance
        for model, wanted in keys.items()
        for instance in model.objects.filter(translation_key__in=wanted)
    }
