"""A digest as HTML that mail programs show well: no tables, no pictures, nothing to fetch."""

from jinja2 import Environment, StrictUndefined

from generator.render.mail.digest import Digest
from generator.render.templates import loader_of, render_template
from generator.text import INVISIBLE

TEMPLATE = "mail/digest.html"


def html_part(digest: Digest, unsubscribe: str, template: str) -> str:
    """Return a digest as a page of HTML.

    Values are escaped as HTML alone: the pages' own escaping would write addresses with character
    references, which filters take for an attempt to hide something.

    Args:
        digest: What to tell.
        unsubscribe: Address for people who want no more of it; may be empty.
        template: Text of the template.

    Raises:
        BrokenTemplateError: See :func:`~generator.render.templates.render_template`.
    """
    env = Environment(
        loader=loader_of({TEMPLATE: template}),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    context = {"digest": digest, "unsubscribe": unsubscribe}
    return INVISIBLE.sub("", render_template(env, TEMPLATE, context))
