/* Which papers stand out, by themes and by a search, and how to say it. */

const MOST = 200; // papers that a search brings out

/**
 * What a search finds, as places on the map.
 * @returns {Promise<{places: Set<number>, total: number, read: string}>} nothing where no paper
 *   matches: titles that merely come near would mislead here
 */
export async function matching(engine, query, papers) {
  const { hits, total, read, notice } = await engine.search({ query, limit: MOST });
  if (notice) return { places: new Set(), total: 0, read: "" };
  const places = hits.map(({ id }) => papers.placeOf(id)).filter((place) => place >= 0);
  return { places: new Set(places), total, read };
}

/**
 * @param {Papers} papers
 * @param {string[]} themes slugs; none for all
 * @param {?{places: Set<number>}} found null where nothing is asked
 * @returns {{lit: ?Uint8Array, count: number}} null where all are alike
 */
export function broughtOut(papers, themes, found) {
  const numbers = themes.map((slug) => papers.themes.findIndex((theme) => theme.slug === slug));
  const wanted = new Set(numbers.filter((number) => number >= 0));
  if (!wanted.size && !found) return { lit: null, count: papers.size };
  const lit = new Uint8Array(papers.size);
  let count = 0;
  for (let place = 0; place < papers.size; place++) {
    const asked = !found || found.places.has(place);
    lit[place] = Number(asked && (!wanted.size || wanted.has(papers.theme[place])));
    count += lit[place];
  }
  return { lit: count ? lit : null, count };
}

/** A sentence on what stands out. */
export function statusOf(papers, { query }, found, { lit, count }) {
  const all = `${papers.size} ${papers.size === 1 ? "paper" : "papers"}`;
  if (!count) return query ? `No paper matches “${query}” here` : `None of ${all} is in these themes`;
  if (!lit) return `${all} in ${papers.themes.length} ${papers.themes.length === 1 ? "theme" : "themes"}`;
  const asked = query ? ` for “${found?.read || query}”` : "";
  const cut = found && found.total > found.places.size ? `, of the ${found.places.size} best matches` : "";
  return `${count} of ${all} ${count === 1 ? "stands" : "stand"} out${asked}${cut}`;
}
