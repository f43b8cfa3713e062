/* The map by keyboard: it is one stop of the Tab key, and has its own keys while it has the focus. */

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const STEP = 80; // pixels that Shift and an arrow move the map
const FACTOR = 1.5;

/**
 * @param {HTMLElement} stage
 * @param {Camera} camera
 * @param {{go: function([number, number]), open: function(boolean), leave: function()}} told
 */
export function wireKeys(stage, camera, told) {
  const doing = {
    "+": () => camera.glideBy(FACTOR),
    "=": () => camera.glideBy(FACTOR),
    "-": () => camera.glideBy(1 / FACTOR),
    0: () => camera.glideToWhole(),
    Enter: (event) => told.open(event.ctrlKey || event.metaKey),
    Escape: () => told.leave(),
  };
  stage.addEventListener("keydown", (event) => {
    const direction = DIRECTIONS[event.key];
    const zoomsPage = event.key !== "Enter" && (event.ctrlKey || event.metaKey);
    if (event.altKey || zoomsPage || !(direction || Object.hasOwn(doing, event.key))) return;
    event.preventDefault();
    if (!direction) doing[event.key](event);
    else if (event.shiftKey) camera.pan(-STEP * direction[0], -STEP * direction[1]);
    else told.go(direction);
  });
}
