from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.models import FruitlessSearch, SearchSynonym


class NobodyWrites(ModelPermissionPolicy):
    """For what the site counts by itself: to be read and deleted."""

    def user_has_permission(self, user, action):
        return action not in {"add", "change"} and super().user_has_permission(user, action)


register_permission_policy(FruitlessSearch, NobodyWrites(FruitlessSearch))


class SearchSynonymViewSet(SnippetViewSet):
    model = SearchSynonym
    icon = "search"
    list_display = ["words"]
    search_fields = ["words"]
    copy_view_enabled = False


class FruitlessSearchViewSet(SnippetViewSet):
    model = FruitlessSearch
    icon = "search"
    list_display = ["text", "language", "day", "number"]
    list_filter = ["language", "day"]
    search_fields = ["text"]
    copy_view_enabled = False
    form_fields = ["text"]

    def get_permissions_to_register(self):
        return Permission.objects.none()


class SearchGroup(SnippetViewSetGroup):
    items = (SearchSynonymViewSet, FruitlessSearchViewSet)
    menu_label = _("Searches")
    menu_icon = "search"
    menu_order = 470


register_snippet(SearchGroup)
