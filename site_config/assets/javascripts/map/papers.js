/* What the map draws, a column for each fact. The format is that of
   `generator/render/exports/map.py`. */

const HEART = 12; // papers at most that the name of their theme keeps clear of

export class Papers {
  #root;
  #places = null;

  /** Fetch the papers of the site that begins at `root`. */
  static async load(root) {
    const response = await fetch(new URL("data/map.json", root));
    if (!response.ok) throw new Error(`map.json could not be loaded (${response.status})`);
    return new Papers(await response.json(), root);
  }

  constructor({ side, themes, id, title, x, y, theme, year }, root) {
    this.#root = root;
    this.size = id.length;
    this.id = id;
    this.title = title;
    this.year = year;
    this.theme = Uint16Array.from(theme);
    /** Places from 0 to 1, from the left and from the top. */
    this.x = Float32Array.from(x, (steps) => steps / side);
    this.y = Float32Array.from(y, (steps) => steps / side);
    const members = themes.map(() => []);
    theme.forEach((number, place) => members[number].push(place));
    this.themes = themes.map(([slug, name, across, down], number) => {
      const middle = [across / side, down / side];
      return { slug, name, ...this.#heart(members[number], middle), count: members[number].length };
    });
    /** The sides of all papers: left, top, right, bottom. */
    this.box = boxOf(this, id.keys());
  }

  /* The papers of a theme that are nearest to its middle: its name stands above or below them. */
  #heart(places, [x, y]) {
    const apart = (place) => (this.x[place] - x) ** 2 + (this.y[place] - y) ** 2;
    const near = places.sort((a, b) => apart(a) - apart(b)).slice(0, Math.min(HEART, Math.ceil(places.length / 2)));
    const [, top, , bottom] = boxOf(this, near);
    return { x, top, bottom };
  }

  /** The place of a paper in the columns; -1 for one that is not on the list. */
  placeOf(id) {
    this.#places ??= new Map(this.id.map((one, place) => [one, place]));
    return this.#places.get(id) ?? -1;
  }

  urlOf(place) {
    return new URL(`papers/${this.id[place]}/`, this.#root).href;
  }

  /** Theme and year in words, e.g. "Offline RL, 2023". */
  factsOf(place) {
    const { name } = this.themes[this.theme[place]];
    return this.year[place] ? `${name}, ${this.year[place]}` : name;
  }
}

function boxOf({ x, y }, places) {
  const box = [1, 1, 0, 0];
  for (const place of places) {
    box[0] = Math.min(box[0], x[place]);
    box[1] = Math.min(box[1], y[place]);
    box[2] = Math.max(box[2], x[place]);
    box[3] = Math.max(box[3], y[place]);
  }
  return box;
}
