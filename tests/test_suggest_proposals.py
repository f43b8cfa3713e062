"""Themes that the page for suggesting proposes: a change that worsens them fails."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

PARTS = 3  # each is proposed by a list of the other two thirds
# Shares of papers for which the first proposal, or one of the first three, is the theme they are
# filed under or a further theme that their entry names. `python benchmarks/proposals.py` has more.
FIRST_ACCEPTABLE = 0.80
FIRST_THREE_ACCEPTABLE = 0.95


@pytest.fixture(scope="module")
def rows(real_catalog, browser):
    import proposals

    page = browser.new_page()
    found = proposals.propose_all(real_catalog, page, PARTS, proposals.KINDS[:1])
    page.close()
    return found


def test_the_themes_of_known_papers_are_proposed_again(rows, real_catalog):
    assert len(rows) == len(real_catalog.entries)
    first = sum(row["first"] for row in rows) / len(rows)
    three = sum(row["three"] for row in rows) / len(rows)
    assert first >= FIRST_ACCEPTABLE
    assert three >= FIRST_THREE_ACCEPTABLE
