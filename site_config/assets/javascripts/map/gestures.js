/* Mouse, pen, wheel and fingers on the map. The page's own scrolling stays the page's: the wheel
   zooms with Ctrl or once the map has the focus, and one finger scrolls on. */

const STILL = 4; // pixels that a click may move
const TWICE = 2; // factor of a double click
const NOTCH = 0.0022; // exponent of the zoom for each pixel of the wheel
const LINE = 16; // pixels of a line, for wheels that count in lines

/**
 * @param {HTMLElement} stage
 * @param {Camera} camera
 * @param {{hover: function(?[number, number]), choose: function([number, number])}} told where the
 *   pointer rests, and what was clicked, in pixels from the corner of the stage
 */
export function wireGestures(stage, camera, told) {
  wireDrag(stage, camera, told);
  wireWheel(stage, camera);
  wireFingers(stage, camera);
  stage.addEventListener("dblclick", (event) => {
    event.preventDefault();
    camera.glideBy(event.shiftKey ? 1 / TWICE : TWICE, ...pointOf(stage, event));
  });
}

function wireDrag(stage, camera, told) {
  let from = null;
  let moved = false;
  stage.addEventListener("pointerdown", (event) => {
    moved = false;
    if (event.button || event.pointerType === "touch") return;
    from = [event.clientX, event.clientY];
  });
  stage.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    if (!from) {
      told.hover(pointOf(stage, event));
      return;
    }
    const [right, down] = [event.clientX - from[0], event.clientY - from[1]];
    if (!moved && Math.hypot(right, down) < STILL) return;
    if (!moved) stage.setPointerCapture(event.pointerId);
    moved = true;
    stage.classList.add("ad-map__stage--held");
    from = [event.clientX, event.clientY];
    camera.pan(right, down);
  });
  const release = () => {
    from = null;
    stage.classList.remove("ad-map__stage--held");
  };
  stage.addEventListener("pointerup", release);
  stage.addEventListener("pointercancel", release);
  stage.addEventListener("pointerleave", ({ relatedTarget }) => told.hover(null, relatedTarget));
  stage.addEventListener("click", (event) => {
    if (!moved) told.choose(pointOf(stage, event));
  });
}

function wireWheel(stage, camera) {
  stage.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && document.activeElement !== stage) return;
      const pixels = event.deltaY * (event.deltaMode ? LINE : 1);
      const changed = camera.zoom(Math.exp(-pixels * NOTCH * (event.ctrlKey ? 3 : 1)), ...pointOf(stage, event));
      // At either end the wheel scrolls the page again; with Ctrl it would zoom the page.
      if (changed || event.ctrlKey) event.preventDefault();
    },
    { passive: false },
  );
}

function wireFingers(stage, camera) {
  let before = null;
  stage.addEventListener("touchstart", ({ touches }) => {
    before = touches.length === 2 ? spanOf(stage, touches) : null;
  });
  stage.addEventListener(
    "touchmove",
    (event) => {
      if (!before || event.touches.length !== 2) return;
      event.preventDefault();
      const now = spanOf(stage, event.touches);
      camera.pan(now.x - before.x, now.y - before.y);
      camera.zoom(now.apart / before.apart, now.x, now.y);
      before = now;
    },
    { passive: false },
  );
}

/* The middle between two fingers, and how far they are apart. */
function spanOf(stage, [one, other]) {
  const [[x, y], [a, b]] = [pointOf(stage, one), pointOf(stage, other)];
  return { x: (x + a) / 2, y: (y + b) / 2, apart: Math.max(1, Math.hypot(a - x, b - y)) };
}

function pointOf(stage, { clientX, clientY }) {
  const { left, top } = stage.getBoundingClientRect();
  return [clientX - left, clientY - top];
}
