"""How long texts and lists may be: what `check` demands and what helps to write says beforehand."""

SUMMARY_WORDS = (35, 70)
WHY_WORDS = (1, 20)
NEEDS_PER_PAPER = (2, 4)
NEED_WORDS = (4, 16)
TAGS_PER_PAPER = (3, 7)
PAPERS_PER_TAG = 3
INTRODUCTION_WORDS = (120, 220)
START_HERE = (3, 5)
STEPS = (6, 10)
BORROWED_RUN = 8
"""Words in a row that a summary may not share with the abstract."""
NEAR_TITLE = 0.8
"""Share of words that two titles have in common, of all the words of both, to be called near."""
