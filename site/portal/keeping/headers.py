"""What every answer carries beside its page: headers of security, and the admin's own."""

from django.utils import translation

# What pages of other sites load from here: data, embeds, pictures.
SHARED_PREFIXES = ("/api/", "/embed/", "/feeds/", "/media/", "/oembed/", "/static/embed/")
PERMISSIONS_POLICY = "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)"
ADMIN_CSP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; frame-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


class SecurityHeadersMiddleware:
    """Headers of every answer, error pages and files included, that Django has no setting for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_shared = request.path_info.startswith(SHARED_PREFIXES)
        if is_shared:
            # Whatever cookie comes along from another site, nobody looks at it, and none goes back.
            request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_shared else "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class AdminMiddleware:
    """The admin speaks Indonesian before anybody has logged in, and has its own content security policy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        with translation.override("id-id"):
            response = self.get_response(request)
        response._csp_exempt = True
        # A preview comes with the policy of a public page, which no frame may show.
        response.headers["Content-Security-Policy"] = ADMIN_CSP
        return response
