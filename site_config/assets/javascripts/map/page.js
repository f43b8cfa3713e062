/* The map of the papers: keeps what is drawn, said and written in the address in step. */

import { read, STATUSES, watch } from "../my/store.js";
import { addressOf, stateOf } from "./address.js";
import { Camera } from "./camera.js";
import { Card } from "./card.js";
import { broughtOut, matching, statusOf } from "./filter.js";
import { wireGestures } from "./gestures.js";
import { wireKeys } from "./keys.js";
import { Legend } from "./legend.js";
import { nearest, towards } from "./nearest.js";
import { Painter, standsOut } from "./painter.js";
import { Papers } from "./papers.js";

const PAUSE = 150; // milliseconds without a key before a query is sent or the address written
const REACH = 10; // pixels around a mark that still mean it
const GAP = 5; // pixels from a mark to its card
const BORDER = 60; // pixels from the edge where a paper is brought into the middle
const LOOK = 3; // how much closer to look at a paper that an address names

const root = new URL("../../../", import.meta.url);
const find = (id) => document.getElementById(`ad-map${id}`); // "" is the map itself

class MapPage {
  #papers;
  #stage = find("-stage");
  #field = find("-query");
  #card = new Card(find("-card"));
  #camera;
  #painter;
  #legend;
  #state = stateOf(location.search);
  #look = { lit: null, theme: -1, current: -1, mine: new Set() };
  #hovered = -1;
  #engine = null;
  #asked = 0;
  #drawing = 0;
  #writing = 0;

  constructor(papers) {
    this.#papers = papers;
    this.#camera = new Camera(papers, () => this.#request());
    this.#painter = new Painter(this.#stage.querySelector("canvas"), papers);
    this.#legend = new Legend(find("-legend"), {
      choose: (themes) => this.#go({ ...this.#state, themes }, "push"),
      look: (slug) => this.#lookAt(slug),
    });
    this.#wire();
    this.#adapt();
    this.#showMine();
    const typed = this.#field.value.trim(); // before this script was there
    this.#restore();
    if (typed && !this.#state.query) {
      this.#field.value = typed;
      this.#go({ ...this.#state, query: typed });
    }
  }

  #wire() {
    const stage = this.#stage;
    wireGestures(stage, this.#camera, {
      hover: (point, to) => this.#hover(point, to),
      choose: (point) => this.#choose(this.#under(point)),
    });
    wireKeys(stage, this.#camera, {
      go: (direction) => this.#step(direction),
      open: (apart) => this.#open(apart),
      leave: () => stage.blur(),
    });
    stage.addEventListener("focus", () => stage.matches(":focus-visible") && this.#step(null));
    find("-card").addEventListener("pointerleave", () => this.#hover(null));
    addEventListener("keydown", ({ key }) => key === "Escape" && this.#choose(-1));
    find("-in").addEventListener("click", () => this.#camera.glideBy(2));
    find("-out").addEventListener("click", () => this.#camera.glideBy(0.5));
    find("-fit").addEventListener("click", () => this.#camera.glideToWhole());
    find("-all").addEventListener("click", () => {
      this.#field.value = "";
      this.#go({ ...this.#state, query: "", themes: [] }, "push");
      this.#field.focus();
    });
    this.#wireField();
    watch(() => this.#showMine());
    addEventListener("popstate", () => this.#restore());
    new ResizeObserver(() => this.#adapt()).observe(stage);
    const scheme = new MutationObserver(() => this.#adapt());
    scheme.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  }

  #wireField() {
    let timer = 0;
    const ask = (how) => {
      clearTimeout(timer);
      this.#go({ ...this.#state, query: this.#field.value.trim() }, how);
    };
    this.#field.addEventListener("focus", () => this.#warm());
    this.#field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE, "replace");
    });
    this.#field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask("push");
    });
  }

  /* The search is fetched when a reader turns to its field. */
  async #warm() {
    this.#engine ??= import("../search/engine.js").then(({ Engine }) => new Engine(root));
    const engine = await this.#engine;
    engine.warm();
    return engine;
  }

  /* Show a state; `how` says what becomes of the address: "push", "replace" or nothing. */
  async #go(state, how) {
    this.#state = state;
    if (how) history[`${how}State`](null, "", location.pathname + addressOf(state));
    this.#legend.tick(state.themes);
    const turn = ++this.#asked;
    try {
      const found = state.query ? await matching(await this.#warm(), state.query, this.#papers) : null;
      if (turn === this.#asked) this.#show(found);
    } catch (fault) {
      if (turn === this.#asked) find("-status").textContent = `The search could not be loaded: ${fault.message}`;
    }
  }

  #show(found) {
    const { query, themes } = this.#state;
    const out = broughtOut(this.#papers, themes, found);
    this.#look.lit = out.lit;
    const said = statusOf(this.#papers, this.#state, found, out);
    if (find("-status").textContent !== said) find("-status").textContent = said;
    const asked = Boolean(query || themes.length);
    find("-all").hidden = !asked;
    find("-results").hidden = !asked || !out.lit;
    find("-results").href = new URL(`search/${addressOf({ query, themes })}`, root).href;
    this.#request();
  }

  /* What the address says, when the page opens or the reader goes back. */
  #restore() {
    this.#state = stateOf(location.search);
    this.#field.value = this.#state.query;
    this.#go(this.#state);
    const place = this.#papers.placeOf(this.#state.paper);
    this.#look.current = place;
    if (place < 0) return;
    const [x, y] = [this.#papers.x[place], this.#papers.y[place]];
    this.#camera.centre(x, y, LOOK * this.#camera.whole, { glide: false });
    this.#say(place);
  }

  /* Move to the next paper in a direction; without one, to where the reader was or the middle. */
  #step(direction) {
    const papers = this.#papers;
    const counts = (place) => this.#standsOut(place);
    const { width, height } = this.#camera;
    const middle = this.#camera.at(width / 2, height / 2);
    const before = this.#look.current;
    const here = before < 0 ? nearest(papers, middle, 2, counts) : before;
    const next = direction && before >= 0 ? towards(papers, here, direction, counts) : here;
    if (next < 0) {
      find("-now").textContent = "No paper further this way";
      return;
    }
    this.#choose(next);
    const [x, y] = this.#camera.on(papers.x[next], papers.y[next]);
    const inside = x > BORDER && y > BORDER && x < width - BORDER && y < height - BORDER;
    if (!inside) this.#camera.centre(papers.x[next], papers.y[next]);
    this.#say(next);
  }

  #open(apart) {
    if (this.#look.current < 0) return;
    const url = this.#papers.urlOf(this.#look.current);
    if (apart) open(url, "_blank", "noopener");
    else location.assign(url);
  }

  #choose(place) {
    this.#look.current = place;
    this.#hovered = -1;
    const paper = place < 0 ? "" : this.#papers.id[place];
    if (paper === this.#state.paper) return this.#request();
    this.#state = { ...this.#state, paper };
    clearTimeout(this.#writing); // browsers refuse to write addresses as fast as keys repeat
    this.#writing = setTimeout(() => {
      history.replaceState(null, "", location.pathname + addressOf(this.#state));
    }, PAUSE);
    return this.#request();
  }

  #say(place) {
    find("-now").textContent = `${this.#papers.title[place]}. ${this.#papers.factsOf(place)}`;
  }

  #hover(point, to = null) {
    if (this.#card.element.contains(to)) return; // the pointer may go on to the card's link
    const place = point ? this.#under(point) : -1;
    if (place === this.#hovered) return;
    this.#hovered = place;
    this.#stage.classList.toggle("ad-map__stage--on", place >= 0);
    this.#request();
  }

  #under(point) {
    const reach = (this.#painter.radius(this.#camera) + REACH) / this.#camera.scale;
    return nearest(this.#papers, this.#camera.at(...point), reach, (place) => this.#standsOut(place));
  }

  #standsOut(place) {
    return standsOut(this.#look, place, this.#papers.theme[place]);
  }

  #lookAt(slug) {
    this.#look.theme = this.#papers.themes.findIndex((theme) => theme.slug === slug);
    this.#request();
  }

  #showMine() {
    const places = [...read().entries.keys()].map((id) => this.#papers.placeOf(id));
    this.#look.mine = new Set(places.filter((place) => place >= 0));
    const count = this.#look.mine.size;
    find("-mine").hidden = !count;
    find("-mine").textContent = `A ring marks papers on your list: ${count}`;
    this.#request();
  }

  #adapt() {
    this.#painter.adapt();
    this.#legend.paint(this.#papers, this.#painter.dark);
    this.#camera.resize(this.#stage.clientWidth, this.#stage.clientHeight);
  }

  #request() {
    this.#drawing ||= requestAnimationFrame(() => {
      this.#drawing = 0;
      this.#draw();
    });
  }

  #draw() {
    const place = this.#hovered < 0 ? this.#look.current : this.#hovered;
    this.#painter.draw(this.#camera, { ...this.#look, current: place });
    const papers = this.#papers;
    if (place < 0 || !this.#camera.sees(papers.x[place], papers.y[place])) {
      this.#card.hide();
      return;
    }
    const { status = "", note = "" } = read().entries.get(papers.id[place]) ?? {};
    const mine = STATUSES[status] ?? (note ? "with a note" : "");
    const point = this.#camera.on(papers.x[place], papers.y[place]);
    const paper = { url: papers.urlOf(place), title: papers.title[place], facts: papers.factsOf(place), mine };
    this.#card.show(paper, point, this.#painter.radius(this.#camera) + GAP);
  }
}

if (find("")) {
  try {
    new MapPage(await Papers.load(root));
  } catch (fault) {
    find("-status").textContent = `The map could not be drawn: ${fault.message}`;
  }
}
