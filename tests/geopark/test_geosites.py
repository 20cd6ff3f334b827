"""What pages tell of a geosite's age and form."""

import pytest

pytestmark = pytest.mark.django_db


def test_only_a_cave_whose_form_is_known_shows_the_scheme_of_such_a_cave(client, page_at):
    known = client.get(page_at("id", "gua-sodong").url).content.decode()
    assert "section-cut" in known and "bukan hasil pemetaan gua ini" in known
    assert "section-cut" not in client.get(page_at("id", "gua-gong").url).content.decode()


def test_the_first_screen_and_the_list_tell_the_age_in_short(client, page_at):
    site = page_at("id", "gua-tembus")
    assert site.age_in_short and ";" not in site.age_in_short and site.age.startswith(site.age_in_short)
    for path in (site.url, page_at("id", "geopark").url):
        assert site.age_in_short in client.get(path).content.decode()
