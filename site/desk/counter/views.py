"""Noting a visit, taking it back, and what was noted today."""

import uuid
from collections import Counter
from datetime import datetime, time, timedelta

from django.db.models import Count
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from desk.counter.forms import CHOOSE_ORIGIN, CHOOSE_TOPIC, VisitForm, places_to_choose
from desk.models import Visit
from desk.topics import Topic

UNPROCESSABLE = 422
SHOWN_AT_MOST = 40


class CounterView(WagtailAdminTemplateMixin, TemplateView):
    """Three taps: what, from where, how it ended. The third is a button that saves.

    A script posts the same fields, one visit at a time, and keeps those that find no signal (static/js/desk-counter.js).
    """

    page_title = gettext_lazy("Note a visit")
    header_icon = "plus"
    template_name = "desk/admin/counter.html"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        desk = {"url": reverse("desk:index"), "label": gettext_lazy("Information desk")}
        return [*self.breadcrumbs_items, desk, {"url": "", "label": self.page_title}]

    def post(self, request):
        if "undo" in request.POST:
            Visit.objects.filter(key=_key(request.POST["undo"])).delete()
            return self._done()
        form = VisitForm(request.POST)
        if not form.is_valid():
            return self._refuse(form)
        form.keep(request.user)
        return self._done(form.cleaned_data)

    def _done(self, noted=None):
        if self._is_script:
            return JsonResponse({"today": render_to_string("desk/admin/counter_today.html", today(), self.request)})
        address = reverse("desk_counter:index")
        return redirect(f"{address}?channel={noted['channel']}&noted={noted['key']}" if noted else address)

    def _refuse(self, form):
        if self._is_script:
            problems = [str(problem) for problems in form.errors.values() for problem in problems]
            return JsonResponse({"problem": " ".join(problems)}, status=UNPROCESSABLE)
        return render(self.request, self.template_name, self.get_context_data(form=form), status=UNPROCESSABLE)

    @property
    def _is_script(self):
        return not self.request.accepts("text/html")

    def get_context_data(self, form=None, **kwargs):
        asked = self.request.GET
        channel = asked["channel"] if asked.get("channel") in Visit.Channel.values else Visit.Channel.WALK_IN
        return {
            **super().get_context_data(**kwargs),
            **today(),
            "form": form or VisitForm(initial={"key": uuid.uuid4(), "channel": channel}),
            "noted": Visit.objects.filter(key=_key(asked["noted"])).first() if "noted" in asked else None,
            "topics": Topic.choices,
            "channel_choices": Visit.Channel.choices,
            "origins": Visit.Origin.choices,
            "languages": Visit.Language.choices,
            "outcomes": Visit.Outcome.choices,
            "places": places_to_choose().values_list("pk", "title"),
            "words": {
                "topic": CHOOSE_TOPIC,
                "origin": CHOOSE_ORIGIN,
                "noted": gettext("Noted:"),
                "undo": gettext("Undo"),
                "undone": gettext("Taken back."),
                "undoing": gettext("Taking one back"),
            },
        }


def today():
    """What was noted today: the last visits, and of each channel how many and what they asked."""
    start = datetime.combine(timezone.localdate(), time(), timezone.get_default_timezone())
    visits = Visit.objects.filter(at__gte=start, at__lt=start + timedelta(days=1))
    topics = {channel: Counter() for channel in Visit.Channel}
    for channel, topic, number in visits.order_by().values_list("channel", "topic").annotate(Count("pk")):
        topics[Visit.Channel(channel)][Topic(topic).label] = number
    return {
        "channels": [(channel, found.total(), found.most_common()) for channel, found in topics.items()],
        "visits": visits.select_related("about")[:SHOWN_AT_MOST],
    }


def _key(text):
    """The key that a text names, or one that nothing has."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()
