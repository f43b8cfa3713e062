"""The image that a shared link shows: one for the list, and one for each theme.

An image for each paper would cost more than its page: 6 ms to draw and 20 kB to keep. Messengers
show a page's own title beside the image anyway. Images are of use with an absolute address alone,
so a list without ``url`` has none.

The font is the one that Pillow brings along. It knows little more than ASCII, so letters are
written without accents and Greek ones by name; what is left over is left out, never a box.
"""

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from generator.render.metadata import image_path
from generator.render.page import RenderInput
from generator.text import GREEK, collapse

SIZE = (1200, 630)
"""Width and height in pixels, the shape that every service shows uncut."""
_MARGIN = 80
_PAPER = (0x12, 0x33, 0x3A)
_INK = (0xF6, 0xF3, 0xEC)
_SHADES = 16  # of one colour into the other; four bits a pixel
_TITLE, _TEXT = 72, 34  # pixels
_LINES = 3
_WRITTEN = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "⋅": "·", "×": "x", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O",
     "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "đ": "d", "ı": "i", **GREEK}
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """What an image says.

    Attributes:
        title: In large letters.
        line: Below it, e.g. ``42 papers``.
        foot: At the foot, the list's name.
    """

    title: str
    line: str
    foot: str


def share_image_files(given: RenderInput) -> Iterator[tuple[str, bytes]]:
    """Yield the image of the list and of each theme, for a list with an address."""
    catalog = given.catalog
    site = catalog.site
    if not site.url:
        return
    yield image_path(), draw(Words(site.tagline, _papers(len(catalog.entries)), site.name))
    for slug, theme in catalog.themes.items():
        line = _papers(len(catalog.entries_by_theme[slug]))
        yield image_path(slug), draw(Words(theme.title, line, f"{site.name}: {site.tagline}"))


def _papers(count: int) -> str:
    return f"{count} paper" if count == 1 else f"{count} papers"


def draw(words: Words) -> bytes:
    """Return an image as PNG; the same words give the same bytes under one version of Pillow."""
    canvas = Image.new("L", SIZE, 0)
    pen = ImageDraw.Draw(canvas)
    top = _MARGIN
    for line in _wrapped(written(words.title), _TITLE):
        pen.text((_MARGIN, top), line, fill=255, font=_font(_TITLE))
        top += _TITLE * 5 // 4
    pen.text((_MARGIN, top + _TEXT), written(words.line), fill=220, font=_font(_TEXT))
    foot = next(iter(_wrapped(written(words.foot), _TEXT)), "")
    pen.line((_MARGIN, 500, SIZE[0] - _MARGIN, 500), fill=100, width=2)
    pen.text((_MARGIN, 530), foot, fill=220, font=_font(_TEXT))
    return _png(canvas)


def written(text: str) -> str:
    """Return a text in the letters that the font has.

    >>> written("Schölkopf’s π₀ – für 字 alle")
    'Scholkopf’s pi0 - fur alle'
    """
    plain = unicodedata.normalize("NFC", text).translate(_WRITTEN)
    return collapse("".join(letter if _has(letter) else _base(letter) for letter in plain))


def _base(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if _has(part))


@lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    """Whether the font draws a letter, and not the box that stands for what it lacks."""
    if letter == " ":
        return True
    font = _font(_TEXT)
    shape, box = font.getmask(letter), font.getmask("\uffff")
    return bool(shape.getbbox()) and (shape.size, bytes(shape)) != (box.size, bytes(box))


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):  # pragma: no cover - every wheel has FreeType
        raise TypeError("this Pillow was built without FreeType, which draws letters")
    return font


def _wrapped(text: str, size: int) -> list[str]:
    """Return a text in lines that fit, cut off after the last one that has room."""
    font, room = _font(size), SIZE[0] - 2 * _MARGIN
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _LINES:
        lines[_LINES - 1 :] = [f"{lines[_LINES - 1].rpartition(' ')[0]} …"]
    return [line for line in lines if line]


def _png(canvas: Image.Image) -> bytes:
    """Return grey as shades between our two colours."""
    palette = [
        paper + (ink - paper) * shade // (_SHADES - 1)
        for shade in range(_SHADES)
        for paper, ink in zip(_PAPER, _INK, strict=True)
    ]
    shades = canvas.point(lambda grey: grey * (_SHADES - 1) // 255)
    indexed = Image.frombytes("P", SIZE, shades.tobytes())
    indexed.putpalette(palette)
    file = io.BytesIO()
    indexed.save(file, "PNG", bits=4)
    return file.getvalue()
