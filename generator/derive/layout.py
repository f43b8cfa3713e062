"""Where papers stand on the map: near means similar.

The related papers that :mod:`generator.derive.related` found are laid out by t-SNE: each paper is
drawn to its kin by their closeness and a little to its theme, and everything pushes everything else
away. Themes are laid out first, by the kin that their papers share, and papers start from there.

The same related papers give the same map on every machine: places and forces are whole numbers of
small steps, so no sum depends on its order, and between them stand only operations that IEEE 754
rounds alike everywhere. ``make bench-map`` measures how true the map is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, count
from math import cos, fsum, pi, sin, sqrt

import numpy as np

from generator.derive.repulsion import CELL, SHARE, Floats, Repulsion, Whole
from generator.derived import Layout
from generator.model import Catalog

SIDE = 2_000
"""Places along each side of the map."""
_THEME = 0.2  # how much its theme draws a paper, where all its kin together count 1
_TURNS = 200
_GATHERING = 60  # turns at first in which all that draws, draws more strongly
_GATHER = 4.0
_RATE = 0.6  # length of a step, times the points
_MOMENTUM = 0.8
_LEAP = 0.3  # no point moves further in a turn
_START = 8.0  # distance of a theme from the middle at the start, in the root of the mean square
_SEED = 0.05  # distance between the papers of a theme at the start
_TURN = pi * (3 - sqrt(5))  # the golden angle, by which a sunflower sets its seeds
_FINE = 2**16  # steps of a place
_FINER = 2.0**40  # steps of a force
_APART = 0.3  # least distance of two papers, as a share of the room that each would have
_WIDEST = 0.01  # the same where papers are few, as a share of the map


@dataclass(frozen=True)
class _Pulls:
    """Which points draw each other, and how strongly: the weights add up to one half."""

    ones: Whole
    others: Whole
    weights: Floats


def layout(catalog: Catalog, closest: Mapping[str, Mapping[str, float]]) -> Layout:
    """Return the place of each paper, and of each theme that has papers.

    Args:
        catalog: The list.
        closest: For each paper those closest to it, with their closeness.
    """
    used = [slug for slug, entries in catalog.entries_by_theme.items() if entries]
    if not used:
        return Layout({}, {})
    column = {slug: place for place, slug in enumerate(used)}
    themes = np.array([column[entry.theme] for entry in catalog.entries.values()])
    pulls = _pulls(list(catalog.entries), closest, themes)
    settled = _settle(pulls, _start(pulls, themes), _GATHERING)
    places = _on_map(settled, len(themes))
    papers = _spread(places[: len(themes)].tolist())
    centres = [(x, y) for x, y in places[len(themes) :].tolist()]
    return Layout(
        {id_: _share(place) for id_, place in zip(catalog.entries, papers, strict=True)},
        {slug: _share(place) for slug, place in zip(used, centres, strict=True)},
    )


def _pulls(ids: Sequence[str], closest: Mapping[str, Mapping[str, float]], themes: Whole) -> _Pulls:
    """Return what draws papers; themes are points after them, and draw their own papers."""
    place = {id_: number for number, id_ in enumerate(ids)}
    ones: list[int] = []
    others: list[int] = []
    weights: list[float] = []
    for here, theme in enumerate(themes.tolist()):
        kin = closest.get(ids[here], {})
        whole = fsum(kin.values())
        ones += [here] * (len(kin) + 1)
        others += [*map(place.__getitem__, kin), len(ids) + theme]
        # A paper without kin has its theme alone to hold it.
        weights += [*(score / whole for score in kin.values()), _THEME if kin else 1 + _THEME]
    return _balanced(np.array(ones), np.array(others), np.array(weights))


def _balanced(ones: Whole, others: Whole, weights: Floats) -> _Pulls:
    return _Pulls(ones, others, weights / (2 * fsum(weights.tolist()) or 1))


def _start(pulls: _Pulls, themes: Whole) -> Whole:
    """Return where all points begin: themes that share kin side by side, papers around theirs."""
    number = int(themes.max()) + 1
    centres = _theme_places(pulls, np.concatenate([themes, np.arange(number)]), number)
    seeds: Floats = np.zeros((len(themes), 2))
    met = [0] * number
    for here, theme in enumerate(themes.tolist()):
        radius, angle = _SEED * sqrt(met[theme] + 0.5), _TURN * met[theme]
        seeds[here] = radius * cos(angle), radius * sin(angle)
        met[theme] += 1
    return _whole(np.concatenate([centres[themes] + seeds, centres]))


def _theme_places(pulls: _Pulls, theme_of: Whole, number: int) -> Floats:
    """Return where themes begin: laid out like papers, by the pulls between their papers."""
    ones, others = theme_of[pulls.ones], theme_of[pulls.others]
    sums: Floats = np.zeros(number * number)
    sums += np.bincount(ones * number + others, pulls.weights, number * number)
    sums[:: number + 1] = 0.0
    drawn = np.flatnonzero(sums)
    between = _balanced(drawn // number, drawn % number, sums[drawn])
    ring = [(cos(2 * pi * at / number), sin(2 * pi * at / number)) for at in range(number)]
    settled = _settle(between, _whole(np.array(ring)), gathering=0)
    centred = (settled * number - settled.sum(axis=0)) // number
    spread = sqrt(int((centred * centred).sum()) / number) or 1.0
    return np.asarray(centred / spread * _START)


def _settle(pulls: _Pulls, start: Whole, gathering: int) -> Whole:
    """Return where points come to rest, or nearly so, between their pulls and their push.

    Args:
        pulls: What draws them.
        start: Where they are, in steps of ``1 / _FINE``.
        gathering: For so many turns at first all that draws, draws more strongly.
    """
    places = start
    speed: Floats = np.zeros(start.shape)
    repulsion = Repulsion()
    coarse = int(_FINE * CELL) // SHARE
    for turn in range(_TURNS):
        drawn = _attraction(pulls, places) * (_GATHER if turn < gathering else 1.0)
        total, slope = repulsion.among((places + coarse // 2) // coarse)
        # Each point is near itself too, which is no push.
        push = slope / (2 * max(total - len(places), 1.0))
        step = (drawn + push) * (4 * _RATE * len(places))
        speed = np.clip(_MOMENTUM * speed - step, -_LEAP, _LEAP)
        places = places + _whole(speed)
    return places


def _attraction(pulls: _Pulls, places: Whole) -> Floats:
    """Return how strongly, and from where, each point is drawn."""
    apart = (places[pulls.ones] - places[pulls.others]) / _FINE
    weights = pulls.weights / (1 + apart[:, 0] ** 2 + apart[:, 1] ** 2)
    drawn: Floats = np.zeros(places.shape)
    for axis in (0, 1):
        force = np.rint(weights * apart[:, axis] * _FINER)
        drawn[:, axis] = np.bincount(pulls.ones, force, len(places))
        drawn[:, axis] -= np.bincount(pulls.others, force, len(places))
    return drawn / _FINER


def _whole(values: Floats) -> Whole:
    return np.asarray(np.rint(values * _FINE), dtype=np.int64)


def _on_map(settled: Whole, papers: int) -> Whole:
    """Return places on the map, which the papers fill in one direction at least."""
    low, high = settled[:papers].min(axis=0), settled[:papers].max(axis=0)
    if high[1] - low[1] > high[0] - low[0]:  # screens are wider than high, and words run across
        settled, low, high = settled[:, ::-1], low[::-1], high[::-1]
    side = max(int((high - low).max()), 1)
    centred = 2 * settled - (low + high)
    places = np.rint((centred / side + 1) * (SIDE / 2))
    return np.asarray(np.clip(places, 0, SIDE), dtype=np.int64)


def _spread(places: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return places of which no two are so close that one dot would hide another.

    In the order of the list each paper takes its own place, or the free one nearest to it.
    """
    least = max(1, round(SIDE * min(_WIDEST, _APART / sqrt(len(places)))))
    chosen: list[tuple[int, int]] = []
    squares: dict[tuple[int, int], list[tuple[int, int]]] = {}  # chosen places by a coarse grid

    def free(place: tuple[int, int]) -> bool:
        x, y = place
        around = (
            other
            for column in range(x // least - 1, x // least + 2)
            for row in range(y // least - 1, y // least + 2)
            for other in squares.get((column, row), ())
        )
        inside = 0 <= x <= SIDE and 0 <= y <= SIDE
        return inside and all((x - a) ** 2 + (y - b) ** 2 >= least * least for a, b in around)

    for x, y in places:
        outward = chain.from_iterable(map(_ring, count()))
        step = max(1, least // 2)
        place = next(filter(free, ((x + i * step, y + j * step) for i, j in outward)))
        chosen.append(place)
        squares.setdefault((place[0] // least, place[1] // least), []).append(place)
    return chosen


@cache
def _ring(radius: int) -> list[tuple[int, int]]:
    """Return the steps to the rim of a square, the shortest first."""
    reach = range(-radius, radius + 1)
    rim = [(i, j) for i in reach for j in reach if max(abs(i), abs(j)) == radius]
    return sorted(rim, key=lambda steps: (steps[0] ** 2 + steps[1] ** 2, steps))


def _share(place: tuple[int, int]) -> tuple[float, float]:
    return place[0] / SIDE, place[1] / SIDE
