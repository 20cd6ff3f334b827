"""What the API's records share: kinds of text, the licence, the language and its translations, pictures, names."""

from typing import Annotated

from pydantic import BaseModel, Field, WithJsonSchema

from content.models import Photo
from events.asking.query import LANGUAGES
from events.choices import EVENT_REGENCIES


def code(values):
    """Text that is one of `values`."""
    return Annotated[str, WithJsonSchema({"type": "string", "enum": [str(value) for value in values]})]


def text(form, **more):
    """Text of a format of JSON Schema."""
    return Annotated[str, WithJsonSchema({"type": "string", "format": form, **more})]


def told(description):
    """A field that is always there, unless `fields` leaves it out."""
    return Field(default=None, description=description)


Day = text("date")
Moment = text("date-time")
DayOrMoment = Annotated[
    str, WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d)?$"})
]
Url = text("uri")
RegencyCode = code(dict(EVENT_REGENCIES))
Degrees = Annotated[float, Field(ge=-180, le=180)]
Box = Annotated[list[Degrees], Field(min_length=4, max_length=4)]


class Licensed(BaseModel):
    """What stands on every record, whatever `fields` asks for."""

    licence: str = Field(description="The licence of the data, e.g. CC BY 4.0. A picture has its own.")
    licence_url: Url = Field(description="Where the licence can be read.")
    attribution: str = Field(description="Whom to name where the record is shown.")


class InLanguage(Licensed):
    """A record with words."""

    lang: code(LANGUAGES) = Field(description="The language of the words.")
    lang_fallback: bool = Field(description="Whether that is another language than the one asked for.")


class Translation(BaseModel):
    """A page in one language."""

    title: str
    summary: str
    url: Url


class Translated(InLanguage):
    """A record of a page."""

    translations: dict[code(LANGUAGES), Translation] | None = told(
        "With `lang=*` what it is called in each language that it has, else null."
    )


class Reference(BaseModel):
    """An organisation, by its code and name."""

    slug: str
    name: str


class Picture(BaseModel):
    """A photograph or illustration; its licence is its own."""

    url: Url
    width: int
    height: int
    alt: str
    credit: str
    licence: code(["", *Photo.Licence.values]) = Field(
        description="Its own licence; `own`: ask first, empty: not recorded. Pictures for this site only are left out."
    )
