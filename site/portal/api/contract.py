"""What a new OpenAPI document takes away from those who rely on the old one. Pure: documents in, sentences out."""

NARROWING = {"minimum": 1, "exclusiveMinimum": 1, "maximum": -1, "exclusiveMaximum": -1}
FORMS = ["pattern", "format", "style", "explode"]


def broken_promises(old, new):
    """Sentences that say what a client of `old` may stumble over in `new`; empty when `new` only adds."""
    return list(_paths(old, new))


def _paths(old, new):
    for path, operations in old["paths"].items():
        for method, operation in operations.items():
            where = f"{method.upper()} {path}"
            replacement = new["paths"].get(path, {}).get(method)
            if replacement is None:
                yield f"{where} is gone"
            else:
                yield from _parameters(where, operation, replacement)
                yield from _responses(where, operation, replacement, old, new)


def _parameters(where, old, new):
    present = {(p["name"], p["in"]): p for p in new.get("parameters", [])}
    for parameter in old.get("parameters", []):
        place = f"{where}: parameter {parameter['name']}"
        replacement = present.pop((parameter["name"], parameter["in"]), None)
        if replacement is None:
            yield f"{place} is gone"
            continue
        if replacement.get("required") and not parameter.get("required"):
            yield f"{place} became required"
        yield from _forms(place, parameter, replacement)
        yield from _asked(place, parameter["schema"], replacement["schema"])
    for name, parameter in present.items():
        if parameter.get("required"):
            yield f"{where}: parameter {name[0]} is new and required"


def _asked(where, old, new):
    """What may be sent: less than before breaks."""
    if _types(old) - _types(new):
        yield f"{where} changed its type"
    yield from _forms(where, old, new)
    yield from _values_gone(where, old, new)
    for name, sign in NARROWING.items():
        if name in new and (name not in old or (new[name] - old[name]) * sign > 0):
            yield f"{where} has a narrower {name}"
    if old.get("default") != new.get("default"):
        yield f"{where} has another default"
    if "items" in old and "items" in new:
        yield from _asked(where, old["items"], new["items"])


def _responses(where, old, new, old_document, new_document):
    for status, response in old["responses"].items():
        replacement = new["responses"].get(status)
        if replacement is None:
            yield f"{where}: answer {status} is gone"
            continue
        response, replacement = _resolved(response, old_document), _resolved(replacement, new_document)
        for header in set(response.get("headers", {})) - set(replacement.get("headers", {})):
            yield f"{where}: header {header} is gone"
        for media_type, content in response.get("content", {}).items():
            given = replacement.get("content", {}).get(media_type)
            if given is None:
                yield f"{where}: answer {status} is no longer {media_type}"
            else:
                place = f"{where}: {status}"
                yield from _told(place, content["schema"], given["schema"], old_document, new_document)


def _told(where, old, new, old_document, new_document):
    """What is answered: a field less, or one that may now be missing, null or something else, breaks."""
    old, new = _resolved(old, old_document), _resolved(new, new_document)
    if _types(new, new_document) - _types(old, old_document):
        yield f"{where} changed its type"
    if "anyOf" in old or "anyOf" in new:
        old, new = _without_null(old, old_document), _without_null(new, new_document)
    yield from _forms(where, old, new)
    yield from _values_gone(where, old, new)
    for name, schema in old.get("properties", {}).items():
        if name not in new.get("properties", {}):
            yield f"{where}.{name} is gone"
            continue
        if name in old.get("required", []) and name not in new.get("required", []):
            yield f"{where}.{name} may be missing now"
        yield from _told(f"{where}.{name}", schema, new["properties"][name], old_document, new_document)
    if "items" in old and "items" in new:
        yield from _told(f"{where}[]", old["items"], new["items"], old_document, new_document)


def _forms(where, old, new):
    for name in FORMS:
        if old.get(name) != new.get(name):
            yield f"{where} has another {name}"


def _values_gone(where, old, new):
    if "enum" in new:
        for value in [value for value in old.get("enum", []) if value not in new["enum"]]:
            yield f"{where}: the value “{value}” is gone"
        if "enum" not in old:
            yield f"{where} takes certain values only"


def _resolved(schema, document):
    while "$ref" in schema:
        target = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        schema = target
    if len(schema.get("allOf", [])) == 1:
        return _resolved(schema["allOf"][0], document) | {k: v for k, v in schema.items() if k != "allOf"}
    return schema


def _types(schema, document=None):
    """The names of the types that a schema lets through, null among them."""
    schema = _resolved(schema, document) if document else schema
    if "anyOf" in schema and "type" not in schema:
        return set().union(*(_types(part, document) for part in schema["anyOf"]))
    kind = schema.get("type", "any")
    return set(kind) if isinstance(kind, list) else {kind}


def _without_null(schema, document):
    """The one thing that may be null, or the schema itself."""
    parts = [part for part in schema.get("anyOf", []) if part.get("type") != "null"]
    return _resolved(parts[0], document) if len(parts) == 1 else schema
