"""A digest as HTML that mail programs show well: no tables, no pictures, nothing to fetch."""

from jinja2 import Environment, StrictUndefined

from generator.render.mail.digest import Digest
from generator.text import INVISIBLE


def html_part(digest: Digest, unsubscribe: str, template: str) -> str:
    """Return a digest as a page of HTML.

    Values are escaped as HTML alone: the pages' own escaping would write addresses with character
    references, which filters take for an attempt to hide something.

    Args:
        digest: What to tell.
        unsubscribe: Address for people who want no more of it; may be empty.
        template: What it looks like.
    """
    env = Environment(
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    text = env.from_string(template).render(digest=digest, unsubscribe=unsubscribe)
    return INVISIBLE.sub("", text)
