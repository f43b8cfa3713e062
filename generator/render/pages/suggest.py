"""The page that makes an entry in the browser, for whoever has neither git nor Python."""

from collections.abc import Iterator

from generator import limits
from generator.render.forge import form_url, new_file
from generator.render.page import Page, RenderInput
from generator.render.views import LINK_WORDS, RELATION_WORDS

_SHOWN_KINDS = 2  # of links; the others are behind a summary


def suggest_page(given: RenderInput) -> Iterator[Page]:
    """The page that makes an entry in the browser."""
    site = given.catalog.site
    kinds = list(LINK_WORDS.items())
    file_page = new_file(site, "content/papers")
    context = {
        "themes": {slug: theme.title for slug, theme in given.catalog.themes.items()},
        "links": kinds[:_SHOWN_KINDS],
        "more_links": kinds[_SHOWN_KINDS:],
        "relations": {kind: words for kind, (words, _) in RELATION_WORDS.items()},
        "limits": {
            "summary": limits.SUMMARY_WORDS,
            "why": limits.WHY_WORDS,
            "needs": limits.NEEDS_PER_PAPER,
            "need": limits.NEED_WORDS,
            "tags": limits.TAGS_PER_PAPER,
        },
        "issue_form": form_url(site, "paper.yml"),
        "file_page": file_page["address"] if file_page else "",
    }
    yield Page("suggest.md", "suggest/", "suggest.md", context)
