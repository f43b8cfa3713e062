"""What axe-core finds wrong on a page, once nothing moves on it any more."""

from axe_playwright_python.sync_playwright import Axe
from waiting import until

# A sheet made by a script is not one inside the page, so the content policy lets it be.
AT_ONCE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
STILL = "document.getAnimations().every(one => one.playState === 'finished')"
# Targets of 24 pixels belong to WCAG 2.2 AA; axe looks at them only when told to.
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def violations(page) -> list[str]:
    """Return each violation with its element and its reason.

    A colour on its way to another is in no contrast that a reader would judge. So colours change at
    once, also those that begin to while axe looks, and what moves by itself comes to rest first.
    What a reader scrolls out from under the header is not too small for the part that it covers.
    """
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.evaluate(AT_ONCE)
    until(lambda: page.evaluate(STILL))
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {n['html']} {n['failureSummary']}" for v in found for n in v["nodes"]]
