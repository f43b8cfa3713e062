"""A reference in one line of Markdown, for notes, issues and chats."""

import re

from generator.render.citations.work import Work

_AUTHORS = 6  # a line names all of so many
_MARKUP = re.compile(r"[\\`*_\[\]]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;", "|": "&#124;"})


def to_markdown(work: Work) -> str:
    """Return a work as one line of Markdown, with names as they are printed on the paper."""
    title = plain(work.title)
    parts = [
        plain(_named(work)),
        f"[{title}]({work.url})" if work.url else f"*{title}*",
        plain(work.container or ("arXiv" if work.arxiv else "")),
    ]
    if work.year and str(work.year) not in work.container:
        parts[2] = f"{parts[2]} {work.year}".strip()
    if work.arxiv:
        parts.append(f"arXiv:{work.arxiv}")
    return " ".join(f"{part.removesuffix('.')}." for part in parts if part)


def plain(text: str) -> str:
    r"""Return a text that Markdown shows as it is, on one line.

    >>> plain("ReST-MCTS*: a <b> & [c]")
    'ReST-MCTS\\*: a &lt;b&gt; &amp; \\[c\\]'
    """
    return _MARKUP.sub(r"\\\g<0>", text.translate(_ENTITIES))


def _named(work: Work) -> str:
    names = [" ".join(filter(None, (a.given, a.family, a.suffix))) for a in work.authors]
    if len(names) > _AUTHORS:
        return f"{names[0]} and others"
    return " and ".join(filter(None, (", ".join(names[:-1]), "".join(names[-1:]))))
