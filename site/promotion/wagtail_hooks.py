from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from promotion.models import PartnerLink


class PartnerLinkViewSet(SnippetViewSet):
    model = PartnerLink
    icon = "link-external"
    menu_label = _("Partner links")
    list_display = ["title", "placement", "starts_on", "ends_on"]
    list_filter = ["placement"]
    add_to_admin_menu = True
    menu_order = 450


register_snippet(PartnerLinkViewSet)
