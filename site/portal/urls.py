"""Every address of the site."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import LoginView, PasswordResetView, collection_password, page_password
from content.files.media import PUBLIC_FOLDER
from desk.handing.views import handed_over
from desk.views import ask, question_page
from desk.words import ANY_WORD as ANY_ASKING_WORD
from desk.words import HANDED, SECRET_LENGTH
from events.calendar_views import month_calendar
from events.intake.proposals.views import ANY_WORD, follow_proposal, propose_event
from events.sharing.embeds.views import builder
from events.sharing.feeds.views import event_ics, events_feed, events_ics
from events.sharing.oembed import oembed
from places.safety.views import notice_cap, notices, notices_feed
from places.views import places_geojson
from portal import partners, sitemaps, views
from portal.languages import in_each_language
from portal.search.views import search
from promotion.views import go
from trips.views import ANY_WORD as ANY_TRIP_WORD
from trips.views import trip, trip_places

urlpatterns = [
    path("", views.first_visit),
    path("admin/login/", LoginView.as_view()),
    path("admin/password_reset/", PasswordResetView.as_view()),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/<int:document_id>/<path:document_filename>", views.document, name="wagtaildocs_serve"),
    path("documents/authenticate_with_password/<int:restriction_id>/", collection_password),
    path("documents/", include(wagtaildocs_urls)),
    path("health/live/", views.live),
    path("health/ready/", views.ready),
    path("go/<slug:slug>/", go, name="go"),
    path("feeds/v1/events.ics", events_ics, name="events_ics"),
    path("feeds/v1/events/<uuid:uid>.ics", event_ics, name="event_ics"),
    path("feeds/v1/events.<slug:extension>", events_feed, name="events_feed"),
    re_path(r"^feeds/v1/notices\.(?P<extension>rss|json|cap\.xml)$", notices_feed, name="notices_feed"),
    path("feeds/v1/notices/<uuid:uid>.cap.xml", notice_cap, name="notice_cap"),
    path("", include("events.sharing.embeds.urls")),
    path("oembed/", oembed, name="oembed"),
    path("api/", include("portal.api.urls")),
    path("robots.txt", views.robots),
    path("favicon.ico", views.favicon),
    path("sitemap.xml", sitemaps.index),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap_section"),
    re_path(rf"^{settings.MEDIA_URL.strip('/')}/{PUBLIC_FOLDER}/(?P<path>.*)$", views.media),
    *in_each_language(
        path("search/", search, name="search"),
        path("embed/", builder, name="embed_builder"),
        path("notices/", notices, name="notices"),
        path("places.geojson", places_geojson, name="places_geojson"),
        re_path(r"^(?P<section>[-\w]+)/(?P<word>kalender|calendar)/(?:(?P<month>[-\w]+)/)?$", month_calendar),
        re_path(rf"^(?P<word>{partners.ANY_WORD})/$", partners.partners, name="partners"),
        re_path(rf"^(?P<word>{partners.ANY_WORD})/api/$", partners.api_reference),
        re_path(rf"^(?P<word>{ANY_WORD})/$", propose_event, name="propose_event"),
        re_path(rf"^(?P<word>{ANY_WORD})/(?P<signed>[^/]{{20,80}})/$", follow_proposal, name="follow_proposal"),
        re_path(rf"^(?P<word>{ANY_ASKING_WORD})/$", ask, name="ask"),
        re_path(rf"^(?P<word>{ANY_TRIP_WORD})/$", trip, name="trip"),
        re_path(rf"^(?P<word>{ANY_TRIP_WORD})/places\.geojson$", trip_places),
        re_path(
            rf"^(?P<word>{ANY_ASKING_WORD})/(?P<secret>[A-Za-z0-9]{{{SECRET_LENGTH}}})/$",
            question_page,
            name="question",
        ),
        re_path(rf"^(?P<word>{ANY_ASKING_WORD})/{HANDED}/(?P<signed>[\w.-]{{20,80}})/$", handed_over),
        path("_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/", page_password),
        path("", include(wagtail_urls)),
    ),
]

handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"
