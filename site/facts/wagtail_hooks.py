from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.contrib.settings.registry import register_setting
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet

from facts.kinds import FactKind
from facts.models import Fact, FactSettings
from facts.views import bring_in, download, may_bring_in, table

register_setting(FactSettings, icon="history")


class AddFactView(CreateView):
    """A new fact; `?page=` names the page that it is about, `?kind=` what it tells."""

    def get_initial_form_instance(self):
        fact = super().get_initial_form_instance() or Fact()
        number = self.request.GET.get("page", "")
        if number.isdecimal() and (page := Page.objects.filter(pk=number).first()):
            fact.page = page
        if self.request.GET.get("kind") in FactKind.values:
            fact.kind = self.request.GET["kind"]
        return fact


class FactIndexView(IndexView):
    @property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if may_bring_in(self.request.user):
            buttons.append(Button(_("Facts as a table"), url=reverse("fact_table"), icon_name="table", priority=90))
        return buttons


class FactViewSet(SnippetViewSet):
    model = Fact
    url_namespace = "facts"
    base_url_path = "facts"
    icon = "list-ul"
    menu_label = _("Facts")
    menu_order = 330
    add_to_admin_menu = True
    index_view_class = FactIndexView
    add_view_class = AddFactView
    list_display = ["page", "kind", "value", "as_of", "publisher"]
    list_filter = ["kind", "confidence", "page"]
    search_fields = ["value", "value_en", "publisher", "title", "page__title"]
    copy_view_enabled = False
    list_per_page = 50

    def get_queryset(self, request):
        return Fact.objects.select_related("page")


register_snippet(FactViewSet)


@hooks.register("register_admin_urls")
def fact_addresses():
    return [
        path("facts-table/", table, name="fact_table"),
        path("facts-table/bring-in/", bring_in, name="fact_table_bring_in"),
        path("facts-table/<slug:extension>/", download, name="fact_table_download"),
    ]
