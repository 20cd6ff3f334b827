"""An accent colour is legible on light and on dark ground, whatever a partner asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.sharing.embeds.accent import DARK_GROUND, LIGHT_GROUND, NAMED, Accent, contrast, legible

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


# Values of the WebAIM contrast checker.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#1c5740", "#ffffff", 8.4),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.05)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS)
def test_every_colour_becomes_legible(colour):
    accent = Accent.of(colour)
    assert contrast(accent.light, LIGHT_GROUND) >= 4.5
    assert contrast(accent.dark, DARK_GROUND) >= 4.5
    assert contrast(accent.on_light, accent.light) >= 4.5
    assert contrast(accent.on_dark, accent.dark) >= 4.5


@given(COLOURS)
def test_a_legible_colour_stays_as_it_is(colour):
    if contrast(colour, LIGHT_GROUND) >= 4.5:
        assert legible(colour, LIGHT_GROUND) == colour
        assert not Accent.of(colour).is_repaired
    else:
        assert Accent.of(colour).is_repaired


def test_the_colours_of_the_site_have_their_own_shade_for_dark_ground():
    for name, (light, dark) in NAMED.items():
        assert (Accent.of(name).light, Accent.of(name).dark) == (light, dark)
        assert Accent.of(light).name == name
        assert contrast(light, LIGHT_GROUND) >= 4.5 <= contrast(dark, DARK_GROUND)


@pytest.mark.parametrize("text", ["1c5740", "#1C5740", "#1c5740", "forest"])
def test_a_colour_may_be_written_in_several_ways(text):
    assert Accent.of(text).light == "#1c5740"
    assert Accent.of(text).code == "forest"


@pytest.mark.parametrize("text", ["", "#", "12345", "1234567", "red", "#12345g", "url(x)", "１２３４５６", "}body{x:y"])
def test_anything_else_is_no_colour(text):
    assert Accent.of(text) is None
