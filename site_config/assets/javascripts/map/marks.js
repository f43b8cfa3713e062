/* How the papers of a theme are marked: a colour and a shape, so that neither is needed alone.
   Lightness is what contrast depends on, so it is fixed for each scheme and only the hue goes
   around. */

const TURN = 137.5; // degrees between the hues of themes that follow each other
const CHROMA = 0.15;
const LIGHTNESS = { light: [0.48, 0.6], dark: [0.66, 0.8] };

const SHAPES = [circle, square, triangle, diamond, cross];

/** A theme's colour as CSS has it. */
export function colourOf(theme, dark) {
  const lightness = LIGHTNESS[dark ? "dark" : "light"][theme % 2];
  return `oklch(${lightness} ${CHROMA} ${(25 + theme * TURN) % 360})`;
}

/** Draw the mark of a theme around a point of a canvas, as opaque as the canvas is set to draw. */
export function drawMark(context, theme, dark, x, y, radius) {
  context.beginPath();
  SHAPES[theme % SHAPES.length](context, x, y, radius);
  context.fillStyle = colourOf(theme, dark);
  context.fill();
}

/* All shapes cover about as much as a circle of the radius, and lie within it or nearly so. */

function circle(context, x, y, radius) {
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

function square(context, x, y, radius) {
  const half = radius * 0.86;
  context.rect(x - half, y - half, 2 * half, 2 * half);
}

function triangle(context, x, y, radius) {
  polygon(context, x, y, [[0, -1.15 * radius], [1.08 * radius, 0.8 * radius], [-1.08 * radius, 0.8 * radius]]);
}

function diamond(context, x, y, radius) {
  const tip = 1.2 * radius;
  polygon(context, x, y, [[0, -tip], [tip, 0], [0, tip], [-tip, 0]]);
}

function cross(context, x, y, radius) {
  const [long, thick] = [1.1 * radius, 0.42 * radius];
  const arm = [[thick, long], [thick, thick], [long, thick]];
  const corners = [[1, 1], [1, -1], [-1, -1], [-1, 1]].flatMap(([i, j], number) => {
    const turned = number % 2 ? [...arm].reverse() : arm;
    return turned.map(([a, b]) => [i * a, j * b]);
  });
  polygon(context, x, y, corners);
}

function polygon(context, x, y, corners) {
  corners.forEach(([right, down], at) => context[at ? "lineTo" : "moveTo"](x + right, y + down));
  context.closePath();
}
