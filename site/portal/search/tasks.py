from django.utils.translation import gettext_lazy as _

from jobs.declaring import job
from portal.search.documents import rewrite_all


@job(_("Write the search anew"))
def rewrite_search():
    rewrite_all()
