"""Addresses below /api/."""

from django.conf import settings
from django.http import JsonResponse
from django.urls import path, re_path

from portal.api.answers import missing_view, public
from portal.api.document import document
from portal.api.operations import api


def openapi_json(request):
    """The OpenAPI document, with the address of this site."""
    return JsonResponse(document(api) | {"servers": [{"url": f"{settings.PUBLIC_URL}/"}]})


operations, _app, namespace = api.urls
for operation in operations:
    operation.callback = public(operation.callback)

app_name = "api"
urlpatterns = [
    path("v1/openapi.json", public(openapi_json)),
    path("v1/", (operations, "ninja", namespace)),
    re_path("", missing_view),
]
