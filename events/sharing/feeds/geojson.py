"""GeoJSON (RFC 7946): events as points, at a protected place as its cell; longitude first, at most five decimals."""

import json

from events.sharing.feeds.feed import LICENCE
from places.geography.geojson import geometry_of


def geojson(feed):
    """A FeatureCollection as bytes: each event once, or each date with `series=each`; `omitted` counts those without a point."""
    placed = [item for item in feed.items if item.point]
    shown = placed if feed.query.series == "each" else _once(placed)
    content = {"type": "FeatureCollection"}
    if shown:
        wests, souths, easts, norths = zip(
            *(item.cell.box if item.cell else item.point * 2 for item in shown), strict=True
        )
        content["bbox"] = [min(wests), min(souths), max(easts), max(norths)]
    content |= {
        "title": feed.title,
        "licence": LICENCE,
        "attribution": feed.author,
        "omitted": len(feed.items) - len(placed),
        "problems": [problem.message for problem in feed.query.problems],
        "features": [_feature(item, item.id if feed.query.series == "each" else item.uid) for item in shown],
    }
    if feed.next_after:
        content["next_url"] = feed.next_url("geojson")
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _once(items):
    """One item of each event: the first that takes place, else the first."""
    chosen = {}
    for item in items:
        if item.uid not in chosen or (chosen[item.uid].is_off and not item.is_off):
            chosen[item.uid] = item
    return list(chosen.values())


def _feature(item, identity):
    return {
        "type": "Feature",
        "id": identity,
        "geometry": geometry_of(item),
        "properties": {
            "name": item.title,
            "lang": item.language,
            "lang_fallback": item.is_fallback,
            "uid": item.uid,
            "recurrence_id": item.occurrence.recurrence_id,
            "start": item.start,
            "end": item.end,
            "all_day": item.occurrence.is_all_day,
            "date_text": item.date_text,
            "time_text": item.time_text,
            "status": item.occurrence.status,
            "certainty": item.occurrence.certainty,
            "one_of": item.occurrence.one_of,
            "margin_days": item.occurrence.margin_days,
            "notice": item.notice,
            "category": item.category.value,
            "category_label": str(item.category.label),
            "place": item.facts["where"],
            "place_is_protected": item.facts["place_is_protected"],
            "district": item.district,
            "regency": item.regency,
            "url": item.url,
            "license": LICENCE,
            "updated": item.changed_at.isoformat(timespec="seconds"),
        },
    }
