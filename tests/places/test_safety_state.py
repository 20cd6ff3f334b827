"""A state of safety says why and until when: publishing it unfinished is refused with a sentence."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from places.models import Safety

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(page_at):
    return page_at("id", "pantai-nampu")


def refused(place):
    try:
        place.check_publishable()
    except ValidationError as error:
        return set(error.message_dict)
    return set()


def test_a_closed_place_says_why(place):
    place.safety_state, place.safety_reason = Safety.CLOSED, ""
    assert refused(place) == {"safety_reason"}
    place.safety_reason = "Longsor menutup jalan. Datanglah ke Pantai Sembukan."
    assert refused(place) == set()


def test_a_state_does_not_end_in_the_past(place):
    place.safety_valid_until = timezone.now() - timedelta(hours=1)
    assert refused(place) == {"safety_valid_until"}
    place.safety_valid_until = timezone.now() + timedelta(hours=1)
    assert refused(place) == set()


def test_what_has_run_out_since_does_not_keep_other_changes_from_being_published(place):
    over = timezone.now() - timedelta(hours=1)
    type(place).objects.filter(pk=place.pk).update(safety_valid_until=over)
    place.safety_valid_until, place.price_idr = over, 12_345
    assert refused(place) == set()
