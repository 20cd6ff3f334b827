"""The OpenAPI document of the API: what django-ninja gathers, and what it has no place for."""

import json

from ninja.openapi.schema import REF_TEMPLATE
from ninja.schema import NinjaGenerateJsonSchema

from events.sharing.feeds.feed import LICENCE, LICENCE_URL
from portal.api.problems import Problem

INFO = {
    "title": "Wonogiri tourism",
    "version": "1.0",
    "description": (
        "Events with their Javanese dates, places and geosites around Wonogiri and the Gunung Sewu Geopark. "
        "For reading, from anywhere, without a key. Version 1 only grows: fields may be added, none is renamed, "
        "removed or narrowed. Unknown parameters are passed over; what cannot be read is refused with problem "
        "details. Days are days in Wonogiri (Asia/Jakarta)."
    ),
    "openapi_extra": {"info": {"license": {"name": LICENCE, "url": LICENCE_URL}}},
    "servers": [{"url": "/"}],
}
PROBLEMS = {
    400: "Parameters that could not be read, each with what to write.",
    404: "There is nothing at this address.",
    405: "Only GET, HEAD and OPTIONS.",
    410: "It is not on this site any more.",
    429: "Too much was asked for from this address; see Retry-After.",
    500: "Something broke on our side.",
}
HEADERS = {
    "ETag": {"description": "Send it back as If-None-Match: 304 when nothing changed.", "schema": {"type": "string"}},
    "Last-Modified": {"description": "Midnight, the last publishing, or later.", "schema": {"type": "string"}},
    "Link": {"description": 'rel="next": the next page.', "schema": {"type": "string"}},
}


def described(parameters, gone=False):
    """What an operation is besides its record: its parameters, headers and problems; a field left out stays out."""
    statuses = [400, 404, 410, 405, 429, 500] if gone else [400, 405, 429, 500]
    return {
        "exclude_unset": True,
        "openapi_extra": {
            "parameters": [{"name": name} | told(parameter) for name, parameter in parameters.items()],
            "responses": {
                200: {"headers": HEADERS},
                304: {"description": "You have it already."},
                **{status: {"$ref": f"#/components/responses/{status}"} for status in statuses},
            },
        },
    }


def told(parameter):
    """A parameter without what it has not."""
    return {name: value for name, value in parameter.items() if value is not None}


def document(api, prefix="/api/v1/"):
    """The OpenAPI document as plain JSON values: the same at every address and in every language."""
    schema = api.get_openapi_schema(path_prefix=prefix)
    problem = Problem.model_json_schema(ref_template=REF_TEMPLATE, schema_generator=NinjaGenerateJsonSchema)
    schema["components"]["schemas"] |= problem.pop("$defs") | {"Problem": problem}
    content = {"application/problem+json": {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}}
    schema["components"]["responses"] = {
        str(status): {"description": description, "content": content} for status, description in PROBLEMS.items()
    }
    return json.loads(json.dumps(schema))
