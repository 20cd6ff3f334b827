"""A page that autosave has created while its editor was still writing the form that creates it."""

from django.shortcuts import redirect
from modelcluster.models import get_all_child_relations


def go_on_with_the_draft(request, parent_page, page_class):
    """Save into the page that autosave has made meanwhile: a second one could not be created beside it.

    Autosave answers after the editor has pressed "publish", so the browser still sends the form of a new page. It
    is asked to send the same form to the page that exists by now; a refusal then speaks of that page.
    """
    if request.method != "POST" or not request.accepts("text/html"):
        return None
    page = (
        page_class.objects.child_of(parent_page)
        .filter(owner=request.user, slug=request.POST.get("slug", ""), first_published_at=None, alias_of=None)
        .first()
    )
    if page is None or page.latest_revision is None:
        return None
    # The form brings all rows as new ones.
    for relation in get_all_child_relations(page_class):
        if relation.get_accessor_name() in page.latest_revision.content:
            page.latest_revision.content[relation.get_accessor_name()] = []
    page.latest_revision.save(update_fields=["content"])
    return redirect("wagtailadmin_pages:edit", page.pk, preserve_request=True)
