"""Hand-written Markdown made safe: what is not Markdown shows as typed.

What is code is decided here and written as HTML with all its characters as references. If the
engine decided it, a fence that is never closed or a backtick behind a backslash would be code to
one of the two and HTML to the other.
"""

import re

from generator.render.escape import protect

_HEADING = re.compile(r"^# +(\S.*)$", re.MULTILINE)
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})[^`]*")
_SPAN = re.compile(r"(?<![\\`])(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_BETWEEN = re.compile(r"(\n[ \t]*\n)")


def tidy_markdown(text: str, slug: str) -> tuple[str, str]:
    r"""Return the title and the body of a hand-written page.

    Raw HTML is not passed on: a ``<`` outside code becomes a reference, so a page that a stranger
    proposes cannot bring a script. An attribute list (``{: …}``) is no markup here either.

    Args:
        text: The file's text; its first ``# heading`` is the title.
        slug: What to call a page without a heading.

    >>> tidy_markdown("# On <b>\n\nIt says `<b>`, not <b>.", "on-b")[1]
    'It says <code>&#60;b&#62;</code>, not &lt;b>.'
    """
    match = _HEADING.search(text)
    title = match[1].rstrip() if match else slug.replace("-", " ").capitalize()
    body = text[: match.start()] + text[match.end() :] if match else text
    lines = body.strip("\n").split("\n")
    parts: list[str] = []
    begun = at = 0
    unclosed: set[str] = set()  # fences that nothing closes: looked for once, not at each of them
    while at < len(lines):
        opened = _FENCE.fullmatch(lines[at])
        end = _end_of_fence(lines, at, opened["fence"], unclosed) if opened else None
        if end is None:
            at += 1
            continue
        parts += [_plain("\n".join(lines[begun:at])), _block(lines[at + 1 : end])]
        begun = at = end + 1
    return title, "\n".join([*parts, _plain("\n".join(lines[begun:]))])


def _end_of_fence(lines: list[str], start: int, fence: str, unclosed: set[str]) -> int | None:
    """Return the line that closes a fence; None where none does."""
    if fence in unclosed:
        return None
    for number in range(start + 1, len(lines)):
        line = lines[number].rstrip()
        if line.startswith(fence) and not line.strip(fence[0]):
            return number
    unclosed.add(fence)
    return None


def _block(lines: list[str]) -> str:
    """Return lines of code on one line, which no blank line in it can end."""
    code = "&#10;".join(protect(line.expandtabs(4)) for line in lines)
    return f"\n<pre><code>{code}</code></pre>\n"


def _plain(text: str) -> str:
    """Return a text in which nothing but Markdown is markup; code in backticks shows as typed."""
    return "".join(_without_html(block) for block in _BETWEEN.split(text))


def _without_html(block: str) -> str:
    """Return a block of lines, in which a span of code may go on from one to the next."""
    made = []
    end = 0
    for match in _SPAN.finditer(block):
        code = match["code"].replace("\n", " ")
        padded = code[0] == code[-1] == " " and code.strip()
        made.append(_bare(block[end : match.start()]))
        made.append(f"<code>{protect(code[1:-1] if padded else code)}</code>")
        end = match.end()
    return "".join([*made, _bare(block[end:])])


def _bare(text: str) -> str:
    return text.replace("<", "&lt;").replace("{:", "&#123;:")
