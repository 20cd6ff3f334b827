import pytest
from django.utils import translation
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

pytestmark = pytest.mark.django_db


def linked(page, language):
    with translation.override(language):
        return expand_db_html(f'<p><a linktype="page" id="{page.pk}">x</a></p>')


@pytest.fixture
def page():
    return Page.objects.get(slug="acara", locale__language_code="id")


def test_a_link_leads_to_the_page_of_the_readers_language(page):
    assert linked(page, "id") == '<p><a href="/id/acara/">x</a></p>'
    assert linked(page, "en") == '<p><a href="/en/events/">x</a></p>'


def test_a_link_known_already_asks_for_nothing(page, django_assert_num_queries):
    linked(page, "en")
    with django_assert_num_queries(0):
        linked(page, "en")


def test_a_link_to_a_page_taken_down_leads_nowhere(page):
    linked(page, "id")
    page.specific.unpublish()
    assert linked(page, "id") == "<p><a>x</a></p>"


@pytest.mark.parametrize("identifier", ["", "999999", "abc"])
def test_a_broken_link_leads_nowhere(identifier):
    assert expand_db_html(f'<a linktype="page" id="{identifier}">x</a>') == "<a>x</a>"
