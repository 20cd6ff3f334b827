from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from promotion.models import OutboundDay, PartnerLink


@require_safe
@never_cache
def go(request, slug):
    """Send a visitor on to a registered partner address, and count it. Unknown or ended links are 404."""
    today = timezone.localdate()
    link = PartnerLink.objects.shown_on(today).filter(slug=slug).exclude(url="").first()
    if link is None:
        raise Http404
    if request.method == "GET":
        OutboundDay.add(slug, today)
    return HttpResponseRedirect(link.url)
