"""The OpenAPI document as a page shows it. Pure: the document in, what stands on the page out.

Swagger UI and Redoc weigh half a megabyte, need a looser content security policy and are no use on a phone.
"""

from typing import NamedTuple
from urllib.parse import urlencode


class Operation(NamedTuple):
    """One address: what it gives, what may be asked, and the fields of a record."""

    path: str
    anchor: str
    summary: str
    details: str
    example: str
    parameters: list
    fields: list


class Entry(NamedTuple):
    """A parameter or a field; `example` is a query for a parameter, `inner` the fields within a field."""

    name: str
    type: str
    description: str
    example: str = ""
    inner: tuple = ()


def reference(document):
    """Every Operation, in the order of the document."""
    return [_operation(document, path, methods["get"]) for path, methods in document["paths"].items()]


def _operation(document, path, operation):
    parameters = operation.get("parameters", [])
    summary, _blank, details = operation["description"].partition("\n\n")
    is_list = "{" not in path
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return Operation(
        path,
        operation["operationId"],
        summary,
        details,
        path if is_list else "",
        [_parameter(path, parameter, is_list) for parameter in parameters],
        _fields(document, schema),
    )


def _parameter(path, parameter, is_list):
    example = ""
    if is_list and parameter.get("example") is not None:
        value = parameter["example"]
        joined = parameter.get("explode") is False and isinstance(value, list)
        query = urlencode({parameter["name"]: ",".join(value) if joined else value}, doseq=True)
        example = f"{path}?{query}"
    return Entry(parameter["name"], _type(parameter["schema"]), parameter.get("description", ""), example)


def _fields(document, schema):
    """The fields of a record; of a list those of its records, each with the fields within it."""
    schema = _resolved(document, schema)
    records = schema["properties"].get("results")
    if records:
        schema = _resolved(document, records["items"])
    return [_field(document, name, field) for name, field in schema["properties"].items()]


def _field(document, name, field, within=True):
    inner = _resolved(document, field)
    entries = ()
    if within and "properties" in inner:
        entries = tuple(_field(document, *each, within=False) for each in inner["properties"].items())
    return Entry(name, _type(field), field.get("description") or inner.get("description", ""), inner=entries)


def _resolved(document, schema):
    """The object that a schema describes, itself or in a list, whether or not it may be null."""
    for part in (schema, schema.get("items", {}), *schema.get("anyOf", []), *schema.get("allOf", [])):
        if "$ref" in part:
            return document["components"]["schemas"][part["$ref"].rpartition("/")[2]]
    return schema


def _type(schema):
    """What a value is, in a few words: its values, its form, and whether it may be null."""
    if "anyOf" in schema and "type" not in schema:
        return " | ".join(_type(part) for part in schema["anyOf"])
    if "enum" in schema:
        return " · ".join(value for value in schema["enum"] if value)
    if schema.get("type") == "array":
        return f"[{_type(schema['items'])}]"
    return schema.get("format") or schema.get("type") or "object"
