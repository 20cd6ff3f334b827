"""The emergency page of the seed: an article with numbers, sentences to say and posts of help."""

from uuid import NAMESPACE_URL, uuid5

from portal.models import EmergencyNumber, EmergencyPost
from portal.seed.fields import SOURCE
from portal.seed.files import read_text

FOLDER, SLUG = "visiting", "darurat"


def emergency_fields(build):
    """What the page says, as a function of a language; `build` is the SeedFields of the articles."""
    source, article = read_text(FOLDER, SLUG, SOURCE), build.article(FOLDER, SLUG)

    def number(position, words):
        return EmergencyNumber(
            **source["numbers"][position] | words,
            sort_order=position,
            locale=build.source_locale,
            translation_key=uuid5(NAMESPACE_URL, f"{SLUG}/number/{position}"),
        )

    def fields(language):
        text = read_text(FOLDER, SLUG, language)
        return text and article(language) | {
            "numbers": lambda ids: [number(*row) for row in enumerate(text["numbers"])],
            "posts": lambda ids: [EmergencyPost(**post, sort_order=n) for n, post in enumerate(source["posts"])],
            "say": lambda ids: [("sentence", sentence) for sentence in text["say"]],
        }

    return fields
