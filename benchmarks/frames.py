"""Measure how smoothly the map is drawn: what each frame costs while a reader moves and zooms.

    make bench-map
    python benchmarks/frames.py --site site 335 20000

The page is that of the built site (`make site`); papers beyond its own are made from a seed, in
clusters. Drawing is timed around each callback of requestAnimationFrame, in Chromium without a
graphics processor, so a reader's machine is hardly slower. The last column is the processor time
of all of Chromium for each frame: drawing, copying to the screen, and answering the pointer.
"""

import argparse
import functools
import http.server
import json
import random
import statistics
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME), str(HOME / "tests")]

from chromium import QUIET_CHROMIUM, find_browser  # noqa: E402
from playwright.sync_api import Browser, Page, Route, sync_playwright  # noqa: E402

SIZES = [335, 20_000]
SEED = 1
STEPS = 60  # moves of the pointer in a drag, turns of the wheel in a zoom
TIMING = """
window.timed = [];
let drawn = false; // whether a callback drew the map, and was not one of the theme's
const { putImageData } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.putImageData = function (...given) {
  drawn = true;
  return putImageData.apply(this, given);
};
const plain = window.requestAnimationFrame;
window.requestAnimationFrame = (draw) => plain((time) => {
  drawn = false;
  const start = performance.now();
  draw(time);
  if (drawn) window.timed.push(performance.now() - start);
});
"""


def main() -> None:
    """Draw maps of each size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers", type=int, nargs="*", default=SIZES, help="sizes of the list")
    parser.add_argument("--site", type=Path, default=HOME / "site", help="the built site")
    options = parser.parse_args()
    own = json.loads((options.site / "data/map.json").read_text())
    handler = functools.partial(Quiet, directory=str(options.site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    head = (
        f"{'papers':>7}  {'while':12}{'frames':>8}{'median ms':>11}{'95 % ms':>9}{'worst ms':>10}"
    )
    print(f"{head}{'CPU ms':>8}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET_CHROMIUM)
        for size in options.papers:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.add_init_script(TIMING)
            drawn = json.dumps(enlarged(own, size))
            page.route("**/data/map.json", functools.partial(answer, drawn))
            page.goto(f"http://127.0.0.1:{server.server_port}/map/")
            for name, move in [("opening", wait), ("dragging", drag), ("zooming", zoom)]:
                before = processor_ms(browser)
                times = timed(page, name, move)
                report(size, name, times, processor_ms(browser) - before)
            page.close()
        browser.close()
    server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *_args: object) -> None:
        """Print no line for a request."""


def answer(body: str, route: Route) -> None:
    """Answer a request with a text."""
    route.fulfill(body=body)


def timed(page: Page, name: str, move: Callable[[Page], None]) -> list[float]:
    """Return what the frames of a movement took, in milliseconds, the shortest first."""
    page.wait_for_function("window.timed.length")
    if name != "opening":
        page.evaluate("window.timed.length = 0")
    move(page)
    return sorted(page.evaluate("window.timed"))


def processor_ms(browser: Browser) -> float:
    """Return the processor time that all of the browser has taken so far."""
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    return 1_000 * sum(process["cpuTime"] for process in found["processInfo"])


def report(size: int, name: str, times: list[float], processor: float) -> None:
    """Print what the frames of a movement took."""
    late = times[int(len(times) * 0.95)]
    row = f"{size:>7}  {name:12}{len(times):>8}{statistics.median(times):>11.1f}"
    row += f"{late:>9.1f}{times[-1]:>10.1f}"
    # Opening costs the browser far more than its two frames.
    row += f"{'-' if name == 'opening' else f'{processor / len(times):.1f}':>8}"
    print(row, flush=True)


def wait(page: Page) -> None:
    """Let the page come to rest."""
    page.wait_for_timeout(1_000)


def drag(page: Page) -> None:
    """Drag the map in a circle, as fast as frames are drawn."""
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(STEPS):
        page.mouse.move(x + step % 20 * 9, y + step % 15 * 6)
    page.mouse.up()


def zoom(page: Page) -> None:
    """Zoom in and out by the wheel around a place full of papers."""
    x, y = middle(page)
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    for step in range(STEPS):
        page.mouse.wheel(0, -60 if step < STEPS // 2 else 60)
        page.wait_for_timeout(16)
    page.keyboard.up("Control")


def middle(page: Page) -> tuple[float, float]:
    """Return the middle of the map on the screen."""
    box = page.locator("#ad-map-stage").bounding_box()
    if not box:
        sys.exit("the map is not on the page")
    page.evaluate("document.querySelector('#ad-map-stage').scrollIntoView({block: 'center'})")
    box = page.locator("#ad-map-stage").bounding_box() or box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def enlarged(own: dict[str, Any], size: int) -> dict[str, Any]:
    """Return the data of the map with as many further papers as it takes, in clusters."""
    chance = random.Random(SEED)  # noqa: S311 - the same papers in every run
    drawn = {name: list(column) for name, column in own.items() if isinstance(column, list)}
    side = own["side"]
    for number in range(size - len(own["id"])):
        theme = chance.randrange(len(own["themes"]))
        for axis, place in zip("xy", own["themes"][theme][2:], strict=True):
            drawn[axis].append(min(side, max(0, round(chance.gauss(place, side * 0.08)))))
        drawn["id"].append(f"further-{number}")
        drawn["title"].append(" ".join(chance.sample(own["title"], 2)))
        drawn["theme"].append(theme)
        drawn["year"].append(chance.randint(2010, 2026))
    return {**own, **drawn}


if __name__ == "__main__":
    main()
