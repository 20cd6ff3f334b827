"""A notice in three steps, each with an address of its own, so that going back works and nothing needs a script."""

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseOperationView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from places.editing import areas
from places.editing.forms import NoticeForm
from places.models import Notice
from places.safety import sentences
from places.safety.dangers import Danger, Level
from places.safety.turning import covered_by

STEPS = [gettext_lazy("Where"), gettext_lazy("How bad and why"), gettext_lazy("Until when")]
NAMES_AT_MOST = 12


class NoticeSteps:
    """Where; how bad and why; until when. The first two are questions in the address, the last one is posted."""

    form_class = NoticeForm
    template_name = "places/admin/notice_form.html"
    error = ""

    def chosen(self):
        """What the steps so far have chosen: area, level, event."""
        given = self.request.POST if self.request.method == "POST" else self.request.GET
        notice = self.object if getattr(self, "object", None) and self.object.pk else None
        saved = {"area": areas.written(notice), "level": notice.level, "event": notice.event} if notice else {}
        return {name: given.get(name) or saved.get(name, "") for name in ("area", "level", "event")}

    def step_asked_for(self, chosen):
        """The step of the address, or the first one before it whose answer is missing."""
        if self.request.method == "POST":
            return 3
        usual = "3" if getattr(self, "object", None) and self.object.pk else "1"
        asked = self.request.GET.get("step", usual)
        asked = int(asked) if asked in {"1", "2", "3"} else 1
        if asked > 1 and not areas.read(chosen["area"]):
            self.error = _("Choose what this notice is about.")
            return 1
        if asked > 2 and (chosen["level"] not in Level.values or chosen["event"] not in Danger.values):
            self.error = _("Choose how bad it is, and why.")
            return 2
        return asked

    def get_initial(self):
        return super().get_initial() | self.chosen()

    def post(self, request, *args, **kwargs):
        if "check" in request.POST:
            self.object = self.get_object() if self.kwargs.get("pk") else None
            form = self.get_form()
            if form.is_valid():
                self.form = form
                return self.render_to_response(self.get_context_data(form=form, preview=preview_of(form.instance)))
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        chosen = self.chosen()
        step = self.step_asked_for(chosen)
        text = self.request.GET.get("q", "")[:80]
        context = super().get_context_data(**kwargs) | {
            "step": step,
            "steps": list(enumerate(STEPS, 1)),
            "chosen": chosen,
            "area_name": areas.named(chosen["area"]),
            "error": self.error,
        }
        if step == 1:
            found = areas.search(text)
            context |= {"q": text, "found": found, "wide": areas.wide()}
            context["nothing_found"] = areas.nothing_found() if text.strip() and not found else ""
        if step == 2:
            context |= {"levels": Level, "dangers": Danger}
        if step == 3:
            context["what"] = what_is_chosen(chosen)
        context["to_step"] = {
            number: "?" + urlencode({"step": number} | {name: value for name, value in chosen.items() if value})
            for number in (1, 2)
        }
        return context

    def save_instance(self):
        notice = self.form.instance
        notice.author = notice.author or self.request.user
        notice.is_draft = "draft" in self.request.POST
        notice.checked_at, notice.ended_at, notice.asked_at = timezone.now(), None, None
        return super().save_instance()

    def get_success_message(self, instance=None):
        notice = instance or self.object
        if notice.is_draft:
            return _("“%(notice)s” is kept as a draft. Visitors do not see it.") % {"notice": notice}
        if notice.starts_at > timezone.now():
            told = {"notice": notice, "moment": sentences.moment_text(notice.starts_at)}
            return _("“%(notice)s” goes live by itself: %(moment)s.") % told
        return _("“%(notice)s” holds. Visitors see it now.") % {"notice": notice}

    def get_error_message(self):
        return _("Not set yet: look at the sentences in red below.")


class AddNoticeView(NoticeSteps, generic.CreateView):
    page_title = gettext_lazy("Set a notice")


class EditNoticeView(NoticeSteps, generic.EditView):
    page_title = gettext_lazy("Notice")


def what_is_chosen(chosen):
    """E.g. “Gua Gong: Ditutup, Banjir di gua”."""
    if chosen["level"] not in Level.values or chosen["event"] not in Danger.values:
        return ""
    return f"{areas.named(chosen['area'])}: {Level(chosen['level']).label}, {Danger(chosen['event']).label}"


def preview_of(notice):
    """What visitors will read in each language, and which places it covers."""
    notice.learn_titles()
    now = timezone.now()
    periods = [period for period in notice.periods(now) if period[1] is None or period[1] > now]
    ends_at = periods[0][1] if periods else notice.ends_at
    covered = covered_by(notice) & areas.places()
    names = list(covered.order_by("title").values_list("title", flat=True))
    return {
        "sentences": sentences.in_each_language(lambda: sentences.sentence(notice, ends_at, notice.area)),
        "number": len(names),
        "names": ", ".join(names[:NAMES_AT_MOST]) + (" …" if len(names) > NAMES_AT_MOST else ""),
        "begins": sentences.moment_text(periods[0][0]) if periods and periods[0][0] > now else "",
    }


class NoticeIndexView(generic.IndexView):
    """What holds now, is to come, is a draft, or has ended."""

    def dispatch(self, request, *args, **kwargs):
        self.groups = self.grouped(timezone.now())
        asked = request.GET.get("when", "now")
        self.when = asked if asked in self.groups else "now"
        return super().dispatch(request, *args, **kwargs)

    def grouped(self, now):
        groups = {"now": [], "coming": [], "draft": [], "ended": []}
        for notice in Notice.objects.order_by("-changed_at"):
            if notice.is_draft:
                when = "draft"
            elif notice.period_at(now):
                when = "now"
            else:
                when = "coming" if notice.next_turn(now) else "ended"
            groups[when].append(notice.pk)
        return groups

    def get_base_queryset(self):
        wanted = Notice.objects.with_areas().select_related("author").filter(pk__in=self.groups[self.when])
        return wanted.order_by("-changed_at")

    def order_queryset(self, queryset):
        return queryset

    def get_context_data(self, **kwargs):
        now = timezone.now()
        context = super().get_context_data(**kwargs)
        labels = {"now": _("Now"), "coming": _("Coming"), "draft": _("Drafts"), "ended": _("Ended")}
        for notice in context["object_list"]:
            period = notice.period_at(now)
            notice.until_text = until_text(notice, period)
            notice.is_to_be_asked = notice.is_asked_about(now)
        may_change = self.user_has_permission("change")
        return context | {
            "tabs": [(name, labels[name], len(pks), name == self.when) for name, pks in self.groups.items()],
            "may_end": may_change and self.when in {"now", "coming"},
            "may_change": may_change,
        }


def until_text(notice, period):
    """When it ends or, of one to come, begins."""
    if period:
        return sentences.moment_text(period[1]) if period[1] else ""
    if moment := notice.next_turn(timezone.now()):
        return _("from %(moment)s") % {"moment": sentences.moment_text(moment)}
    ends = [moment for moment in (notice.ended_at, notice.ends_at) if moment]
    return sentences.moment_text(min(ends)) if ends else ""


class NoticeOperation(PermissionCheckedMixin, BaseOperationView):
    """One button on a notice."""

    model = Notice
    permission_required = "change"
    http_method_names = ["post"]

    def get_success_url(self):
        return reverse("notices:index")


class EndNoticeView(NoticeOperation):
    """It holds no longer: from now on its places are not known, never open."""

    def perform_operation(self):
        self.object.ended_at = timezone.now()
        self.object.save()
        log(self.object, "places.end_notice", user=self.request.user)

    def get_success_message(self):
        return _("“%(notice)s” has ended. Its places say “ask first” until somebody has looked.") % {
            "notice": self.object
        }


class CheckNoticeView(NoticeOperation):
    """Somebody has looked: it still holds."""

    def perform_operation(self):
        self.object.checked_at = timezone.now()
        self.object.save()
        log(self.object, "places.check_notice", user=self.request.user)

    def get_success_message(self):
        return _("“%(notice)s”: checked just now.") % {"notice": self.object}
