"""A digest as HTML that mail programs show well: no tables, no pictures, nothing to fetch."""

from collections.abc import Mapping

from jinja2 import DictLoader, Environment, StrictUndefined

from generator.render.mail.digest import Digest
from generator.text import INVISIBLE

TEMPLATE = "mail/digest.html"


def html_part(digest: Digest, unsubscribe: str, templates: Mapping[str, str]) -> str:
    """Return a digest as a page of HTML.

    Values are escaped as HTML alone: the pages' own escaping would write addresses with character
    references, which filters take for an attempt to hide something.

    Args:
        digest: What to tell.
        unsubscribe: Address for people who want no more of it; may be empty.
        templates: Template texts by name.
    """
    env = Environment(
        loader=DictLoader({TEMPLATE: templates[TEMPLATE]}),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    text = env.get_template(TEMPLATE).render(digest=digest, unsubscribe=unsubscribe)
    return INVISIBLE.sub("", text)
