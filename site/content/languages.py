"""Which of our languages a code means."""

from django.conf import settings

# ISO 639 gave Indonesian and Javanese other codes before; Java, old Androids and some CMSs still write these.
FORMER = {"in": "id", "jw": "jv"}


def our_language(code):
    """A code of ours for a language tag (``in``, ``jw``, ``id-ID``, ``en_GB``), else the tag itself."""
    language = code.replace("_", "-").split("-")[0].lower()
    language = FORMER.get(language, language)
    return language if language in dict(settings.LANGUAGES) else code
