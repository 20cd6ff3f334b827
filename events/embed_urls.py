"""Addresses below which partners find embeds; what stands here stays (docs/partners.md)."""

from django.urls import path, re_path

from events import embed_views
from events.oembed import oembed

urlpatterns = [
    path("embed/v1/events/", embed_views.events_frame, name="events_frame"),
    path("embed/v1/event/<str:uid>/", embed_views.event_frame, name="event_frame"),
    path("embed/v1/builder/", embed_views.builder_without_language),
    re_path(r"^embed/v1/accents/(?P<digits>[0-9a-f]{6})\.css$", embed_views.accent_style),
    re_path(
        r"^embed/v1/(?P<name>w|resize|frame|embed)(?:\.(?P<digest>[0-9a-f]{8}))?\.(?P<extension>js|css)$",
        embed_views.file,
    ),
    path("oembed/", oembed, name="oembed"),
]
