"""The map: true to the papers, the same everywhere, and sound for any list."""

import json
import os
import subprocess
import sys
from itertools import combinations
from math import dist
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.layout import SIDE, _spread, layout
from generator.derive.related import Kinship
from generator.derive.repulsion import CELL, SHARE, Repulsion

HOME = Path(__file__).parent.parent
sys.path.insert(0, str(HOME / "benchmarks"))

# What the map of the list itself has to reach; `make bench-map` shows the figures.
FLOORS = {"theme": 0.75, "judged": 0.55, "kin": 0.52}
PRINT_TOY = """
from pathlib import Path
from generator.derive.layout import layout
from generator.derive.related import Kinship
from generator.project import Project, load_project
catalog = load_project(Project(Path("tests/toy"))).catalog
print(layout(catalog, Kinship(catalog).closest))
"""


def with_entries(catalog, entries):
    """Another catalog; a copy would keep what was worked out for the first one."""
    fields = {name: getattr(catalog, name) for name in type(catalog).model_fields}
    return type(catalog)(**{**fields, "entries": entries})


def only(catalog, ids):
    """The catalog with some of its papers, which state no relations."""
    entries = {}
    for id_ in ids:
        entry = catalog.entries[id_]
        paper = entry.paper.model_copy(update={"relates": ()})
        entries[id_] = entry.model_copy(update={"paper": paper})
    return with_entries(catalog, entries)


@pytest.fixture(scope="module")
def real(real_catalog):
    found = Kinship(real_catalog).closest
    return real_catalog, found, layout(real_catalog, found)


def test_the_map_of_the_list_is_true_to_its_papers(real):
    import map as bench

    catalog, found, places = real
    judged = json.loads((HOME / "tests/relevance/related.json").read_text())
    reached = bench.score(catalog, found, judged, np.array(list(places.papers.values())))
    assert {name: reached[name] >= floor for name, floor in FLOORS.items()} == dict.fromkeys(
        FLOORS, True
    ), reached


def test_every_paper_and_every_theme_with_papers_has_a_place(real):
    catalog, _, places = real
    assert list(places.papers) == list(catalog.entries)
    assert list(places.themes) == [s for s, e in catalog.entries_by_theme.items() if e]
    for x, y in [*places.papers.values(), *places.themes.values()]:
        assert 0 <= x <= 1
        assert 0 <= y <= 1
        assert (round(x * SIDE) / SIDE, round(y * SIDE) / SIDE) == (x, y)


def test_the_map_fills_its_square(real):
    places = np.array(list(real[2].papers.values()))
    assert max(np.ptp(places, axis=0)) > 0.97


def test_no_dot_hides_another(real):
    assert min(dist(a, b) for a, b in combinations(real[2].papers.values(), 2)) > 0.0099


def test_the_label_of_a_theme_is_among_its_papers(real):
    catalog, _, places = real
    for slug, centre in places.themes.items():
        mine = sorted(dist(centre, places.papers[e.id]) for e in catalog.entries_by_theme[slug])
        others = [
            dist(centre, p) for i, p in places.papers.items() if catalog.entries[i].theme != slug
        ]
        assert mine[0] < 0.1, slug
        assert sum(d < mine[len(mine) // 2] for d in others) < len(mine), slug


def test_the_same_list_gives_the_same_map_whatever_the_processor_can_do():
    from numpy._core._multiarray_umath import __cpu_dispatch__ as features

    plain = {**os.environ, "NPY_DISABLE_CPU_FEATURES": " ".join(features)}
    command = [sys.executable, "-c", PRINT_TOY]
    printed = {
        subprocess.run(command, env=env, cwd=HOME, capture_output=True, check=True).stdout
        for env in (dict(os.environ), plain)
    }
    assert len(printed) == 1


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_list_of_few_papers_has_a_map(toy_catalog, number):
    catalog = only(toy_catalog, list(toy_catalog.entries)[:number])
    places = layout(catalog, Kinship(catalog).closest)
    assert len(set(places.papers.values())) == number
    assert number != 1 or list(places.papers.values()) == [(0.5, 0.5)]


def test_papers_that_say_the_same_stand_apart_and_side_by_side(toy_catalog):
    like, other = list(toy_catalog.entries)[:2]
    copies = {f"{like}-{n}": toy_catalog.entries[like] for n in range(30)}
    far = {f"{other}-{n}": toy_catalog.entries[other] for n in range(30)}
    entries = {
        id_: entry.model_copy(update={"id": id_}) for id_, entry in {**copies, **far}.items()
    }
    catalog = with_entries(toy_catalog, entries)
    places = layout(catalog, Kinship(catalog).closest).papers
    assert len(set(places.values())) == 60
    for id_ in copies:
        nearest = min((i for i in places if i != id_), key=lambda i: dist(places[i], places[id_]))
        assert nearest in copies


@settings(max_examples=20)
@given(st.data())
def test_any_kinship_gives_a_map(toy_catalog, data):
    ids = data.draw(st.lists(st.sampled_from(list(toy_catalog.entries)), unique=True, min_size=1))
    catalog = only(toy_catalog, ids)
    scores = st.floats(0.15, 5).map(lambda score: round(score, 3))
    found = {
        id_: {other: data.draw(scores) for other in ids if other != id_}
        for id_ in data.draw(st.lists(st.sampled_from(ids), unique=True))
    }
    places = layout(catalog, found)
    assert layout(catalog, found) == places
    assert len(set(places.papers.values())) == len(ids)


@given(st.lists(st.tuples(st.integers(0, SIDE), st.integers(0, SIDE)), min_size=1, max_size=60))
def test_spreading_keeps_places_that_are_free_and_moves_the_others_a_little(places):
    spread = _spread(places)
    least = 20  # a hundredth of the side: the list is small
    assert all(dist(a, b) >= least for a, b in combinations(spread, 2))
    assert spread[0] == places[0]
    for number, (before, after) in enumerate(zip(places, spread, strict=True)):
        if all(dist(before, other) >= least for other in spread[:number]):
            assert after == before
        assert dist(before, after) <= least * (number + 1)


@given(st.lists(st.tuples(st.integers(-400, 400), st.integers(-400, 400)), min_size=1, max_size=20))
def test_the_push_is_that_of_all_pairs(steps):
    """Against the plain sum over pairs of points, each shared out to the corners of its cell."""
    points = np.array(steps)
    total, slope = Repulsion().among(points)
    corners = [(i, j) for i in (0, 1) for j in (0, 1)]
    held = []
    for x, y in points.tolist():
        (column, right), (row, down) = divmod(x, SHARE), divmod(y, SHARE)
        for i, j in corners:
            share = (right if i else SHARE - right) * (down if j else SHARE - down)
            held.append((column + i, row + j, share / SHARE**2))
    cells = np.array(held).reshape(len(points), 4, 3)

    def near(a, b, shift=(0, 0)):
        gap = (a[:, None, :2] - b[None, :, :2] + shift) * CELL
        return float((a[:, None, 2] * b[None, :, 2] / (1 + (gap**2).sum(axis=2))).sum())

    everything = cells.reshape(-1, 3)
    assert total == pytest.approx(sum(near(c, everything) for c in cells), abs=1e-3)
    for axis, ahead in enumerate([(1, 0), (0, 1)]):
        back = tuple(-step for step in ahead)
        slopes = [
            (near(c, everything, ahead) - near(c, everything, back)) / (2 * CELL) for c in cells
        ]
        assert slope[:, axis] == pytest.approx(slopes, abs=1e-3)
    assert slope.sum(axis=0) == pytest.approx([0, 0], abs=1e-9)  # no point pushes itself
