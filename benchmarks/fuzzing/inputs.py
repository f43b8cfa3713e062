"""Inputs made from a seed: right ones of every format, real ones, and damage to both.

Each record that is made carries a *mark* in its title, a word that occurs nowhere else, so that
what became of it can be told afterwards.
"""

import json
import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

HOME = Path(__file__).resolve().parent.parent.parent
MARK = re.compile(r"mark\d+end")
FEED = (
    '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'
    ' xmlns:arxiv="http://arxiv.org/schemas/atom">\n'
)
WORDS = (
    "learning latent plans from play we show that a policy of robots improves by self-play and "
    "rewards, in simulation: 37% of tasks (see https://example.org/x) with π0 and Q-learning"
).split()
ODD = [
    *"\\ { } \" ' @ # % & * $ ~ < > | [ ] : , ; - ? ! = ^ _ ` / ( )".split(),
    *("\t", "\r", "\x0b", "\x1c", "\x85", "\xa0", "\xad", "\x00", "\u2028", "\u202e", "\u200b"),
    *("\u061c", "\ufeff", "\uffff", "\U000e0041", "e\u0301", "字", "عربي", "🤖", "ﬁ", "İ"),
    *("  ", "\n", "\n\n", "\r\n", "&amp;", "&#0;", "&#x202e;", "]]>", "\\u0000", "x" * 300),
    *("1" * 40, "null", "~", "[0, 1)", "<b>", "</p>", "{{", "10.1/x)", "arXiv:2401.00010v2"),
]
GRAMMAR: dict[str, list[str]] = {
    "bibtex": [
        *("@misc{k, title = {", "@article(", "@string{a = ", "@comment{", "@preamble{", "@", "}\n"),
        *("},\n", " # ", "title = ", "author = {", " and ", " and others", '\\"{'),
        *("$\\epsilon$", "\\emph{", "{\\'", "\\href{a}{", "``", "eprint = {2401.00010}", "year = "),
    ],
    "ris": [
        *("TY  - JOUR\n", "\nER  - \n", "\nTI  - ", "\nT1  - ", "\nAU  - ", "\nAB  - ", "  - "),
        *("\nDO  - 10.1/x", "\nPY  - 2020//", "\nXX  - ", "\nTY  -", "\nN2  - ", "\nUR  - http://"),
    ],
    "csl-json": [
        *('{"', '"}', '",', "},", "[{", "}]", "null", "true", "NaN", "1e999", "\\ud800"),
        *(
            '"issued": {"date-parts": [[',
            '"author": [{"family": "',
            '"type": "journal",',
            '"title":',
            "\\",
        ),
    ],
    "arxiv-atom": [
        *("<entry>", "</entry>", "<title>", "</title>", "<![CDATA[", "<!-- ", " -->", "<?x ?>"),
        *("&lt;", "&x;", "<!DOCTYPE x>", "<author><name>", "</name></author>", "<summary/>"),
        *('xmlns="x" ', "</feed>", "<id>http://arxiv.org/api/errors</id>", FEED),
    ],
    "huggingface": [
        *("\nnew\n", "\nSubscribe\n", "Subscribe", "\nDaily Papers\n", "\nMar 20\n", "\n-----\n"),
        *("\nbyAK and the research community\n", ". ", ".\n", "https://x.org\n", "\nA Title\n"),
    ],
    "yaml": [
        *(": ", ":\n", "\n- ", "- ", "? ", "| \n", ">-\n", "- - ", "!!str ", "!x ", "&a ", "*a"),
        *("---\n", "...\n", "%YAML 1.1\n", "<<: ", "{a: ", "[[", " #", "\n  ", "\n    ", "'", '"'),
        *("title: ", "arxiv: ", "tags: ", "- id: ", "links:\n  code: ", "\n\t", "\\x", "|2-\n"),
    ],
}


def made(kind: str, chance: random.Random) -> bytes:
    """Return an input of one kind: made or real, and mostly damaged."""
    text = _right(kind, chance)
    while chance.random() < 0.6:  # noqa: PLR2004
        text = _damaged(text, GRAMMAR[kind], chance)
    content = text.encode("utf-8", "ignore")
    if chance.random() < 0.03:  # noqa: PLR2004 - bytes that are no text, too
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.randbytes(chance.randrange(1, 4)) + content[at:]
    return content


def _right(kind: str, chance: random.Random) -> str:
    """Return a text that is right, or a stretch of a real one."""
    if chance.random() < 0.3:  # noqa: PLR2004
        lines = chance.choice(_real(kind))
        start = chance.randrange(len(lines))
        return "".join(lines[start : start + chance.randrange(1, 25)])
    return WRITERS[kind]([_record(n, chance) for n in range(chance.randrange(1, 4))], chance)


@cache
def _real(kind: str) -> Sequence[Sequence[str]]:
    """Return the real texts of a kind, as lines with their ends."""
    endings = {"bibtex": "*.bib", "ris": "*.ris", "csl-json": "*.json", "arxiv-atom": "*.atom"}
    paths = sorted((HOME / "tests/listings").glob(endings.get(kind, "*.txt")))
    if kind == "huggingface":
        paths += sorted((HOME / "content/listings").glob("*.txt"))
    if kind == "yaml":
        paths = sorted((HOME / "tests/toy").rglob("*.yaml"))
    texts = (path.read_bytes().decode("utf-8", "ignore") for path in paths)
    return [lines for text in texts if (lines := text.splitlines(keepends=True))]


def _damaged(text: str, grammar: Sequence[str], chance: random.Random) -> str:
    """Return a text after one accident."""
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + int(chance.expovariate(0.1)))
    what = chance.randrange(8)
    if what == 0:  # something is lost
        return text[:start] + text[end:]
    if what == 1:  # something comes twice, elsewhere
        at = chance.randrange(len(text) + 1)
        return text[:at] + text[start:end] + text[at:]
    if what in {2, 3, 4}:  # a piece of the format's own grammar comes in
        return text[:start] + chance.choice(grammar) + text[start:]
    if what == 5:  # noqa: PLR2004 - an odd character, maybe a number of times
        return text[:start] + chance.choice(ODD) * chance.choice([1, 1, 1, 2, 60]) + text[start:]
    if what == 6:  # noqa: PLR2004 - the end is cut off
        return text[:start]
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _prose(chance: random.Random, least: int, most: int) -> str:
    words = chance.choices(WORDS, k=chance.randrange(least, most))
    if chance.random() < 0.3:  # noqa: PLR2004
        words.insert(chance.randrange(len(words)), chance.choice(ODD))
    return " ".join(words)


def _record(number: int, chance: random.Random) -> dict[str, str]:
    return {
        "title": f"{_prose(chance, 1, 6)} mark{number}end",
        "abstract": _prose(chance, 5, 40) + "." if chance.random() < 0.9 else "",  # noqa: PLR2004
        "author": f"{_prose(chance, 1, 3)}, Ann",
        "year": chance.choice(["2020", "2021-03", "in press", ""]),
    }


def _bibtex(records: Sequence[dict[str, str]], chance: random.Random) -> str:
    text = ""
    for record in records:
        marks = chance.choice(["{}", '""'])
        end = chance.choice([",", ",\n  "])
        fields = end.join(f"{k} = {marks[0]}{v}{marks[1]}" for k, v in record.items())
        text += f"@misc{{{chance.choice('kk1')},{fields}}}\n"
    return text


def _ris(records: Sequence[dict[str, str]], _chance: random.Random) -> str:
    return "".join(
        f"TY  - JOUR\nTI  - {r['title']}\nAU  - {r['author']}\nPY  - {r['year']}\n"
        f"AB  - {r['abstract']}\nER  - \n\n"
        for r in records
    )


def _csl(records: Sequence[dict[str, str]], chance: random.Random) -> str:
    items = [
        {**r, "author": [{"family": r["author"]}], "issued": {"literal": r["year"]}}
        for r in records
    ]
    return json.dumps(items, ensure_ascii=chance.random() < 0.5, indent=chance.choice([None, 1]))  # noqa: PLR2004


def _atom(records: Sequence[dict[str, str]], _chance: random.Random) -> str:
    entries = "".join(
        f"<entry>\n<title>{escape(r['title'])}</title>\n<summary>{escape(r['abstract'])}\n"
        f"</summary><author><name>{escape(r['author'])}</name></author></entry>\n"
        for r in records
    )
    return f"{FEED}{entries}</feed>\n"


def _huggingface(records: Sequence[dict[str, str]], chance: random.Random) -> str:
    head = chance.choice(["new\nSubscribe\nMar 20\n", "Daily Papers\nSubscribe", ""])
    end = chance.choice(["\n", "\n\n"])
    lines = [x for r in records for x in (r["title"].capitalize(), r["abstract"].capitalize() * 3)]
    return head + end.join(lines) + end


def _yaml(records: Sequence[dict[str, str]], chance: random.Random) -> str:
    """Return an entry: the fields of a paper, each in one of YAML's ways to write a text."""
    lines = []
    for field, text in records[0].items():
        plain = text.replace("\n", " ")
        style = chance.randrange(4)
        ways = [plain, json.dumps(plain), f">-\n  {plain}", "'" + plain.replace("'", "''") + "'"]
        lines.append(f"{field}: {ways[style]}\n")
    lines.append(chance.choice(["", "tags: [a, b]\n", "tags:\n- a\n- b\n", "relates:\n- id: a\n"]))
    lines.append(chance.choice(["", "added: 2026-01-31 # a remark\n", "# mark9end\n"]))
    return "".join(lines)


WRITERS: dict[str, Callable[[Sequence[dict[str, str]], random.Random], str]] = {
    "bibtex": _bibtex,
    "ris": _ris,
    "csl-json": _csl,
    "arxiv-atom": _atom,
    "huggingface": _huggingface,
    "yaml": _yaml,
}
