"""Hand-written Markdown made safe: what is not Markdown shows as typed."""

import re

_HEADING = re.compile(r"^# +(.+?)\s*$", re.MULTILINE)
_CODE = re.compile(r"(`+[^`]*`+)")
_FENCE = re.compile(r"^(```|~~~)")


def tidy_markdown(text: str, slug: str) -> tuple[str, str]:
    """Return the title and the body of a hand-written page.

    Raw HTML is not passed on: a ``<`` outside code becomes a reference, so a page that a stranger
    proposes cannot bring a script. An attribute list (``{: …}``) is no markup here either.

    Args:
        text: The file's text; its first ``# heading`` is the title.
        slug: What to call a page without a heading.
    """
    match = _HEADING.search(text)
    title = match[1] if match else slug.replace("-", " ").capitalize()
    body = text[: match.start()] + text[match.end() :] if match else text
    fenced = False
    lines = []
    for line in body.strip("\n").split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        lines.append(line if fenced else _plain(line))
    return title, "\n".join(lines)


def _plain(line: str) -> str:
    """Return a line in which nothing but Markdown is markup; code in backticks stays as it is."""
    parts = _CODE.split(line)
    parts[::2] = [part.replace("<", "&lt;").replace("{:", "&#123;:") for part in parts[::2]]
    return "".join(parts)
