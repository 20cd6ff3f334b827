"""The pages that stand for their kinds in tests of every page type."""

# One address of every page type, in the three languages (a path of an alias shows Indonesian content).
PAGE_TYPES = {
    "home": {"id": "/id/", "en": "/en/", "jv": "/jv/"},
    "destinations": {"id": "/id/destinasi/", "en": "/en/places/", "jv": "/jv/destinasi/"},
    "destination": {
        "id": "/id/destinasi/pantai-nampu/",
        "en": "/en/places/nampu-beach/",
        "jv": "/jv/destinasi/pantai-nampu/",
    },
    "geopark": {"id": "/id/geopark/", "en": "/en/geopark/", "jv": "/jv/geopark/"},
    "geosite": {
        "id": "/id/geopark/gua-sodong/",
        "en": "/en/geopark/sodong-cave/",
        "jv": "/jv/geopark/gua-sodong/",
    },
    "events": {"id": "/id/acara/", "en": "/en/events/", "jv": "/jv/acara/"},
    "event": {
        "id": "/id/acara/labuhan-ageng-sembukan/",
        "en": "/en/events/labuhan-ageng-at-sembukan-beach/",
        "jv": "/jv/acara/labuhan-ageng-sembukan/",
    },
    "calendar": {
        "id": "/id/acara/kalender/2027-06/",
        "en": "/en/events/calendar/2027-06/",
        "jv": "/jv/acara/kalender/2027-06/",
    },
    "outside the calendar": {
        "id": "/id/acara/kalender/1900-01/",
        "en": "/en/events/calendar/1900-01/",
        "jv": "/jv/acara/kalender/1900-01/",
    },
    "proposal form": {"id": "/id/usulkan-acara/", "en": "/en/propose-an-event/", "jv": "/jv/usul-adicara/"},
    "question form": {
        "id": "/id/tanya/?about=/id/destinasi/pantai-nampu/",
        "en": "/en/ask/?about=/en/places/nampu-beach/&kind=correction",
        "jv": "/jv/pitakenan/",
    },
    "partners": {"id": "/id/mitra/", "en": "/en/partners/", "jv": "/jv/mitra/"},
    "API reference": {"id": "/id/mitra/api/", "en": "/en/partners/api/", "jv": "/jv/mitra/api/"},
    "itineraries": {"id": "/id/itinerari/", "en": "/en/itineraries/", "jv": "/jv/itinerari/"},
    "itinerary": {
        "id": "/id/itinerari/dua-hari-karst-dan-pesisir/",
        "en": "/en/itineraries/two-days-karst-and-coast/",
        "jv": "/jv/itinerari/dua-hari-karst-dan-pesisir/",
    },
    "culture": {"id": "/id/budaya/", "en": "/en/culture/", "jv": "/jv/budaya/"},
    "article": {
        "id": "/id/budaya/batik-wonogiren/",
        "en": "/en/culture/wonogiren-batik/",
        "jv": "/jv/budaya/batik-wonogiren/",
    },
    "information": {"id": "/id/informasi/", "en": "/en/information/", "jv": "/jv/informasi/"},
    "information centre": {
        "id": "/id/informasi/pusat-informasi-wonogiri/",
        "en": "/en/information/wonogiri-information-centre/",
        "jv": "/jv/informasi/pusat-informasi-wonogiri/",
    },
    "service article": {"id": "/id/privasi/", "en": "/en/privacy/", "jv": "/jv/privasi/"},
    "emergency": {"id": "/id/darurat/", "en": "/en/emergency/", "jv": "/jv/darurat/"},
    "notices": {"id": "/id/notices/", "en": "/en/notices/", "jv": "/jv/notices/"},
    "search": {"id": "/id/search/?q=pantai", "en": "/en/search/?q=beach", "jv": "/jv/search/?q=pantai"},
    "empty search": {"id": "/id/search/?q=zzzz", "en": "/en/search/?q=zzzz", "jv": "/jv/search/?q=zzzz"},
    "builder": {
        "id": "/id/embed/",
        "en": "/en/embed/?lang=jv&accent=own&colour=%23f0c419&near=nowhere&width=320",
        "jv": "/jv/embed/?show-image=1&theme=dark&width=768",
    },
    "frame": {
        "id": "/embed/v1/events/?lang=id&limit=5&show-weton=1&filters=1",
        "en": "/embed/v1/events/?lang=en&limit=5&show-image=1&target=_blank&accent=f0c419",
        "jv": "/embed/v1/events/?lang=jv&limit=3&heading=",
    },
    "frame of notices": {
        "id": "/embed/v1/notices/?lang=id",
        "en": "/embed/v1/notices/?lang=en&theme=dark",
        "jv": "/embed/v1/notices/?lang=jv&heading=",
    },
    "not found": {"id": "/id/tidak-ada/", "en": "/en/nowhere/", "jv": "/jv/boten-wonten/"},
}  # fmt: skip
