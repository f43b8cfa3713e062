"""What makes the site an app: its manifest, and its icon as SVG and PNG.

The icon is a list whose first line is marked. One table of shapes is drawn in both formats.
"""

import io
import json
from collections.abc import Iterator
from functools import lru_cache

from PIL import Image, ImageDraw

from generator.render.page import Content, RenderInput

MANIFEST = "manifest.webmanifest"
"""Path of the manifest below the site's root."""
_GROUND, _INK, _MARK = "#12333a", "#f6f3ec", "#eba46f"
_FIELD = 96  # units of the drawing in each direction
_CORNER = 18
# Left, top, right, bottom, colour; every shape has round ends. All of it stands in the inner circle
# of 80 % that is left when a system cuts an icon to its own shape.
_SHAPES = (
    (24, 26, 34, 36, _MARK),
    (42, 26, 72, 36, _MARK),
    (24, 43, 34, 53, _INK),
    (42, 43, 72, 53, _INK),
    (24, 60, 34, 70, _INK),
    (42, 60, 62, 70, _INK),
)
_DRAWN = 960  # pixels, before the drawing is made smaller: Pillow draws without smooth edges


def app_files(given: RenderInput) -> Iterator[tuple[str, Content]]:
    """Yield the manifest and the icons; all addresses in it are relative, so any path will do."""
    site = given.catalog.site
    manifest = {
        "name": site.name,
        "short_name": site.name,
        "description": site.description,
        "lang": "en",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": _GROUND,
        "background_color": _GROUND,
        "icons": [
            {"src": "assets/images/icon.svg", "sizes": "any", "type": "image/svg+xml"},
            *_png_entries("any", 192, 512),
            *_png_entries("maskable", 512),
        ],
        "shortcuts": [
            {"name": "Search", "url": "search/"},
            {"name": "New on the list", "url": "new/"},
        ],
    }
    yield MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    yield "assets/images/icon.svg", icon_svg()
    for size in (192, 512):
        yield f"assets/images/icon-{size}.png", icon_png(size)
    # Systems that cut the icon themselves get it with square corners.
    yield "assets/images/icon-180.png", icon_png(180, corner=0)
    yield "assets/images/icon-maskable-512.png", icon_png(512, corner=0)


def _png_entries(purpose: str, *sizes: int) -> Iterator[dict[str, str]]:
    stem = "icon-maskable" if purpose == "maskable" else "icon"
    for size in sizes:
        yield {
            "src": f"assets/images/{stem}-{size}.png",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }


def icon_svg() -> str:
    """Return the icon as SVG."""
    shapes = "".join(
        f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" '
        f'rx="{(bottom - top) // 2}" fill="{colour}"/>'
        for left, top, right, bottom, colour in _SHAPES
    )
    ground = f'<rect width="{_FIELD}" height="{_FIELD}" rx="{_CORNER}" fill="{_GROUND}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_FIELD} {_FIELD}">'
        f"{ground}{shapes}</svg>\n"
    )


def icon_png(size: int, corner: int = _CORNER) -> bytes:
    """Return the icon as PNG; the same bytes under one version of Pillow.

    Args:
        size: Width and height in pixels.
        corner: Radius of the ground's corners, in units of the drawing.
    """
    file = io.BytesIO()
    smooth = _drawn(corner).resize((size, size), Image.Resampling.LANCZOS)
    smooth.quantize(64, Image.Quantize.FASTOCTREE).save(file, "PNG", optimize=True)
    return file.getvalue()


@lru_cache(maxsize=2)
def _drawn(corner: int) -> Image.Image:
    canvas = Image.new("RGBA", (_DRAWN, _DRAWN))
    pen = ImageDraw.Draw(canvas)
    for left, top, right, bottom, colour in ((0, 0, _FIELD, _FIELD, _GROUND), *_SHAPES):
        box = [edge * _DRAWN / _FIELD for edge in (left, top, right, bottom)]
        radius = corner if colour == _GROUND else (bottom - top) / 2
        pen.rounded_rectangle(box, radius * _DRAWN / _FIELD, fill=colour)
    return canvas
