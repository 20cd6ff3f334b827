"""Addresses below which partners find embeds; what stands here stays (docs/partners.md)."""

from django.urls import path, re_path

from events.sharing.embeds import views

urlpatterns = [
    path("embed/v1/events/", views.events_frame, name="events_frame"),
    path("embed/v1/event/<str:uid>/", views.event_frame, name="event_frame"),
    path("embed/v1/notices/", views.notices_frame, name="notices_frame"),
    path("embed/v1/builder/", views.builder_without_language),
    re_path(r"^embed/v1/accents/(?P<digits>[0-9a-f]{6})\.css$", views.accent_style),
    re_path(
        r"^embed/v1/(?P<name>w|notices|resize|frame|embed)(?:\.(?P<digest>[0-9a-f]{8}))?\.(?P<extension>js|css)$",
        views.file,
    ),
]
