"""The desk's side of it: to whom, with a look at what they will see; and taking a link back."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from desk.answering import called
from desk.handing.forms import HandoverForm
from desk.handing.handovers import hand_over, take_back, words_for_others
from desk.handing.links import page_asked_about
from desk.inbox.counting import count_anew
from desk.inbox.permissions import at_desk
from desk.models import Question


def locked(pk):
    """The question, locked until the end of the transaction."""
    questions = Question.objects.select_for_update(of=("self",)).select_related("about", "about__locale")
    return get_object_or_404(questions, pk=pk)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class HandOverView(WagtailAdminTemplateMixin, FormView):
    """Choose who is asked. Who is handed a question sees this question and the note, nothing else."""

    page_title = gettext_lazy("Hand over")
    header_icon = "comment"
    template_name = "desk/admin/hand_over.html"
    form_class = HandoverForm
    _show_breadcrumbs = True

    def dispatch(self, request, pk):
        self.question = get_object_or_404(Question.objects.select_related("about", "held_by"), pk=pk)
        if self.question.is_done:
            return redirect("desk:question", pk)
        return super().dispatch(request, pk)

    def get_breadcrumbs_items(self):
        question = {"url": reverse("desk:question", args=[self.question.pk]), "label": self.question.number}
        desk = {"url": reverse("desk:index"), "label": _("Information desk")}
        return [*self.breadcrumbs_items, desk, question, {"url": "", "label": self.page_title}]

    def form_valid(self, form):
        user, chosen = self.request.user, form.cleaned_data
        with transaction.atomic():
            question = locked(self.question.pk)
            if not question.hold(user, timezone.now()):
                problem = _("%(name)s has taken this question over meanwhile.") % {"name": called(question.held_by)}
                form.add_error(None, problem)
                return self.form_invalid(form)
            whom = {name: chosen[name] for name in ("organisation", "name", "contact", "note")}
            handover = hand_over(question, user, **whom)
        count_anew()
        if handover.mail_state:
            messages.success(self.request, _("The e-mail with the link is on its way."))
        else:
            messages.success(self.request, _("The link is ready. Now bring it to them, below."))
        return redirect(reverse("desk:question", args=[question.pk]) + "#handed")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "question": self.question,
            "about": page_asked_about(self.question),
            "asked": words_for_others(self.question),
        }


@at_desk
@require_POST
def revoke(request, pk, handover_pk):
    """Close a link."""
    with transaction.atomic():
        question = locked(pk)
        take_back(question, get_object_or_404(question.handovers, pk=handover_pk), request.user)
    count_anew()
    messages.success(request, _("The link is closed. Whoever opens it reads that it is no longer needed."))
    return redirect("desk:question", pk)
