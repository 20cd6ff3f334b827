"""The one site that Wagtail knows, kept until the next publishing."""

from wagtail.models import Site

from content.publishing import until_published

# Answered without knowing Wagtail's site: even when the database is away, or with the fewest queries.
SITELESS_PREFIXES = ("/api/", "/feeds/", "/health/", "/media/", "/static/")


class SiteMiddleware:
    """Tells Wagtail the one site there is, which it would else ask the database at every request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(SITELESS_PREFIXES):
            request._wagtail_site = the_site()
        return self.get_response(request)


@until_published
def the_site():
    """The default Site with its root page, or None before the seed."""
    return Site.objects.select_related("root_page", "root_page__locale").filter(is_default_site=True).first()


def keep_root_paths():
    """Have this process remember where the languages' front pages stand, until the next publishing.

    Wagtail asks the shared cache for them at each address of a page, some forty times a page.
    """
    Site.get_site_root_paths = staticmethod(until_published(Site.get_site_root_paths))
