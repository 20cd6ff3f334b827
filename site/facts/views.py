"""The pages of the table of facts in the admin: take it out, look what it would change, bring it in."""

import io

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.spreadsheets.cells import UnreadableFile
from content.spreadsheets.uploads import FILE_TYPES, TableForm
from facts.spreadsheets import kept
from facts.spreadsheets.exporting import facts_file
from facts.spreadsheets.importing import CHANGED, NEW, UNCHANGED, FactImport


def may_bring_in(user):
    """Whether somebody may add and change facts by the thousand."""
    return user.has_perms(["facts.add_fact", "facts.change_fact"])


def brings_in(view):
    """A view for those who may add and change facts."""

    @never_cache
    def checked(request, *args, **kwargs):
        if not may_bring_in(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


@brings_in
@require_safe
def download(request, extension):
    """All facts as a file."""
    if extension not in FILE_TYPES:
        raise Http404
    response = HttpResponse(facts_file(extension), content_type=FILE_TYPES[extension])
    response.headers["Content-Disposition"] = f'attachment; filename="fakta-{timezone.localdate()}.{extension}"'
    return response


@brings_in
@require_http_methods(["GET", "HEAD", "POST"])
def table(request):
    """Take the table out; or upload one and see line by line what it would change."""
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        try:
            plan = FactImport(io.BytesIO(data))
        except UnreadableFile as error:
            form.add_error("file", str(error))
        else:
            return _report(request, plan, token=kept.keep(data, request.user))
    return render(request, "facts/admin/table.html", {"form": form, **_header()})


@brings_in
@require_POST
def bring_in(request):
    """Write what the dry run showed; what was changed since is planned anew and shown."""
    try:
        plan = FactImport(io.BytesIO(kept.take(request.POST.get("token", ""), request.user)))
    except kept.Gone:
        gone = _(
            "This file has been brought in already, or is kept no longer. Upload it once more to see how things stand."
        )
        messages.error(request, gone)
        return redirect("fact_table")
    plan.apply()
    return _report(request, plan, is_applied=True)


def _report(request, plan, token="", is_applied=False):
    counts = plan.counts
    return render(
        request,
        "facts/admin/table_report.html",
        {
            "counts": counts,
            "unknown": plan.unknown,
            "told": [line for line in plan.lines if line.outcome != UNCHANGED],
            "has_work": not is_applied and bool(counts[NEW] or counts[CHANGED]),
            "is_applied": is_applied,
            "token": token,
            **_header(_("Done") if is_applied else _("What would change")),
        },
    )


def _header(title=""):
    """What Wagtail's header shows: the way here, and the title."""
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("facts:list"), "label": _("Facts")},
    ]
    if title:
        trail.append({"url": reverse("fact_table"), "label": _("Facts as a table")})
    trail.append({"url": "", "label": title or _("Facts as a table")})
    return {"header_title": title or _("Facts as a table"), "header_icon": "table", "breadcrumbs_items": trail}
