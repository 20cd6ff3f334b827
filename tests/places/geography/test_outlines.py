"""Outlines for drawing, by squares whose answers anybody can check."""

from places.geography.outlines import Simplifier, cut_to, joined, simplified_line

LEFT = [(0, 0), (2, 0), (2, 1), (2, 2), (0, 2), (0, 0)]
RIGHT = [(2, 0), (4, 0), (4, 2), (2, 2), (2, 1), (2, 0)]


def test_a_border_between_joined_areas_disappears():
    (ring,) = joined([[LEFT], [RIGHT]])
    assert ring[0] == ring[-1] and set(ring) == {(0, 0), (2, 0), (4, 0), (4, 2), (2, 2), (0, 2)}


def test_a_hole_stays_a_hole_and_islands_stay_apart():
    hole = [(0.5, 0.5), (0.5, 1), (1, 1), (0.5, 0.5)]
    island = [(9, 9), (10, 9), (10, 10), (9, 9)]
    assert len(joined([[LEFT, hole], [RIGHT], [island]])) == 3


def test_only_points_that_carry_the_line_are_kept():
    assert simplified_line([(0, 0), (1, 0.1), (2, 0), (3, 2), (4, 0)], 0.2) == [(0, 0), (2, 0), (3, 2), (4, 0)]


def test_neighbours_still_touch_when_simplified():
    left = [(0, 0), (2, 0), (2.1, 1), (2, 2), (0, 2), (0, 0)]
    right = [(2, 0), (4, 0), (4, 2), (2, 2), (2.1, 1), (2, 0)]
    coarse = Simplifier([left, right], lambda _stretch, is_shared: 0.5 if is_shared else 0)
    assert set(coarse.simplified(left)) == {(0, 0), (2, 0), (2, 2), (0, 2)}
    assert set(coarse.simplified(right)) == {(2, 0), (4, 0), (4, 2), (2, 2)}


def test_a_ring_alone_keeps_its_shape_wherever_it_begins():
    ring = [(1, 0), (2, 0), (2, 2), (0, 2), (0, 0), (1, 0)]
    assert set(Simplifier([ring], lambda *_: 0.1).simplified(ring)) == {(2, 0), (2, 2), (0, 2), (0, 0)}


def test_what_lies_outside_the_frame_is_cut_off():
    assert set(cut_to(LEFT, 1, -1, 9, 9)) == {(1, 0), (2, 0), (2, 1), (2, 2), (1, 2)}
    assert cut_to(LEFT, 5, 5, 9, 9) == []
