"""Which of our languages a code means, and where a page stands below its language."""

from django.conf import settings

# ISO 639 gave Indonesian and Javanese other codes before; Java, old Androids and some CMSs still write these.
FORMER = {"in": "id", "jw": "jv"}


def our_language(code):
    """A code of ours for a language tag (``in``, ``jw``, ``id-ID``, ``en_GB``), else the tag itself."""
    language = code.replace("_", "-").split("-")[0].lower()
    language = FORMER.get(language, language)
    return language if language in dict(settings.LANGUAGES) else code


def public_path(language, url_path):
    """The address of a page below its language: the front page's own slug is not part of it."""
    rest = url_path.strip("/").split("/", 1)
    return f"/{language}/{rest[1]}/" if len(rest) > 1 else f"/{language}/"
