"""The models of the website itself."""

from portal.models.emergency import EmergencyNumber, EmergencyPage, EmergencyPost
from portal.models.pages import ArticlePage, HomePage, SectionPage
from portal.search.models import FruitlessSearch, SearchDocument, SearchSynonym

__all__ = [
    "ArticlePage",
    "EmergencyNumber",
    "EmergencyPage",
    "EmergencyPost",
    "FruitlessSearch",
    "HomePage",
    "SearchDocument",
    "SearchSynonym",
    "SectionPage",
]
