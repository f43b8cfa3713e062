/* Keeps what was read, and on request the whole site, for reading without a network.

   The build writes `service-worker.js` at the root of the site: this text behind two constants.
   VERSION is a digest of all files of the site, SHELL names what every page needs.

   Pages, scripts and data of one version belong together. A cache holds files of one version only:
   nothing goes into it before `data/offline/version.json`, asked for after the file had come, still
   names that version. And a window gets files of the cache only if its page is of that version;
   the others, called strangers, get everything from the network, as if there were no worker. */

/* global VERSION, SHELL */
const SCOPE = self.registration.scope;
const PREFIX = `reading-list ${SCOPE} `; // several sites may share one origin
const NAME = PREFIX + VERSION;
const PROBE = new URL("data/offline/version.json", SCOPE).href;
const LIST = new URL("data/offline/files.json", SCOPE).href;
const OFFLINE = new URL("offline/", SCOPE).href;
const WHOLE = `${SCOPE}?whole`; // its entry is the list of the files, once all are kept
const STRANGERS = `${SCOPE}?strangers`; // its entry holds the ids of such windows
const PATIENCE = 3000; // milliseconds that a page may take while a kept one is at hand
const MOST_PAGES = 200; // that are kept because they were visited
const AT_ONCE = 12; // files fetched side by side
const GATHER = 200; // milliseconds in which files that came wait to be proven together

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const isPage = (url) => /(\/|\.html)$/.test(new URL(url).pathname);

/* The address under which a file is kept: a query asks the same page for something else. */
function keyOf(address) {
  const url = new URL(address, SCOPE);
  return url.origin + url.pathname;
}

/* Whether the host still has this version; it fails without a network. */
async function isCurrent() {
  const answer = await fetch(PROBE, { cache: "no-store" });
  return answer.ok && (await answer.json()).version === VERSION;
}

let proof = null;
/* The same, asked once for all files that came at about the same time. */
function isProven() {
  proof ??= pause(GATHER).then(() => {
    proof = null;
    return isCurrent();
  });
  return proof;
}

/* The cache, unless a reader has removed it: then it must not come back by itself. */
async function opened() {
  return (await caches.has(NAME)) ? caches.open(NAME) : null;
}

async function keep(cache, key, response) {
  await cache.delete(key); // what is put anew stands last
  await cache.put(key, response);
  if (!isPage(key) || (await cache.match(WHOLE))) return;
  const shell = new Set(SHELL.map((path) => keyOf(path)));
  const pages = (await cache.keys()).map(({ url }) => url).filter((url) => isPage(url) && !url.includes("?") && !shell.has(url));
  for (const url of pages.slice(0, -MOST_PAGES)) await cache.delete(url);
}

/**
 * Fetch files of this version and keep them.
 * @param {Cache} cache
 * @param {string[]} keys
 * @param {(done: number) => void} [tell] is called with how many are done
 * @throws when the network fails, or the host has another version by now
 */
async function keepAll(cache, keys, tell = () => {}) {
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    const some = keys.slice(at, at + AT_ONCE);
    const came = await Promise.all(some.map(async (key) => [key, await complete(await fetch(key, { cache: "no-cache" }))]));
    if (!(await isCurrent())) throw new Error("the site has just been renewed: load this page again");
    for (const [key, response] of came) if (response) await keep(cache, key, response);
    tell(Math.min(at + AT_ONCE, keys.length));
  }
}

/* A response with all of its body; null for an error, and for a redirection, which no window takes
   from a worker. */
async function complete(response) {
  if (!response.ok || response.redirected) return null;
  const body = await response.arrayBuffer();
  return new Response(body, { headers: { "Content-Type": response.headers.get("Content-Type") ?? "" } });
}

async function missing(cache, keys) {
  const held = new Set((await cache.keys()).map(({ url }) => url));
  return keys.filter((key) => !held.has(key));
}

/* Fetch whatever of the site is not kept yet. A run that broke off goes on where it stopped. */
async function keepWhole(cache, tell) {
  const answer = await fetch(LIST, { cache: "no-store" });
  const list = await answer.json();
  if (list.version !== VERSION) {
    self.registration.update();
    throw new Error("the site has just been renewed: load this page again");
  }
  const all = Object.keys(list.files).map(keyOf);
  const rest = await missing(cache, all);
  const before = all.length - rest.length;
  // From here on nothing is dropped for being old; the list itself follows at the end.
  if (!(await cache.match(WHOLE))) await cache.put(WHOLE, Response.json({ files: {} }));
  await keepAll(cache, rest, (done) => tell({ done: before + done, of: all.length }));
  await cache.put(WHOLE, Response.json(list));
}

/* Take over what former versions kept: equal files by copying, all others by fetching them. */
async function inherit(cache, names) {
  for (const name of names) {
    const former = await caches.open(name);
    const whole = await former.match(WHOLE);
    if (whole) {
      const before = (await whole.json()).files;
      const now = (await (await fetch(LIST, { cache: "no-store" })).json()).files;
      for (const path of Object.keys(now)) {
        const same = before[path] === now[path] && (await former.match(keyOf(path)));
        if (same) await cache.put(keyOf(path), same);
      }
      await keepWhole(cache, () => {});
    } else {
      const keys = (await former.keys()).map(({ url }) => url).filter((url) => !url.includes("?"));
      await keepAll(cache, await missing(cache, keys));
    }
  }
}

const former = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);

async function install() {
  const cache = await caches.open(NAME);
  await keepAll(cache, await missing(cache, SHELL.map(keyOf)));
  await inherit(cache, await former());
  await self.skipWaiting();
}

async function activate() {
  const older = await former();
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  // What is open now shows pages of other versions, except where this is the first worker of all.
  if (older.length) await addStrangers(windows.map(({ id }) => id));
  await Promise.all(older.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function strangers() {
  const held = await (await opened())?.match(STRANGERS);
  return new Set(held ? await held.json() : []);
}

async function addStrangers(ids) {
  const cache = await opened();
  const open = new Set((await self.clients.matchAll({ type: "window", includeUncontrolled: true })).map(({ id }) => id));
  const known = [...(await strangers())].filter((id) => open.has(id));
  await cache?.put(STRANGERS, Response.json([...new Set([...known, ...ids])]));
}

/* Whether a request comes from a page of this version. Requests of the search's worker carry an id
   of their own, so these are trusted only while no stranger is open. */
async function isTrusted({ clientId }) {
  const others = await strangers();
  if (!others.size) return true;
  const open = (await self.clients.matchAll({ type: "window" })).map(({ id }) => id);
  if (open.includes(clientId)) return !others.has(clientId);
  return !open.some((id) => others.has(id)) && !others.has(clientId);
}

let checking = null; // what is being found out about the page that came last

/* A page from the network, kept if it is of this version. */
async function fetchPage(event, cache, key) {
  const response = await fetch(event.request, { cache: "no-cache" });
  const html = response.headers.get("Content-Type")?.startsWith("text/html");
  const copy = response.ok && html ? response.clone() : null;
  const seen = isCurrent().catch(() => null).then(async (current) => {
    if (current === false) {
      await addStrangers([event.resultingClientId]);
      self.registration.update().catch(() => {});
    }
    return current;
  });
  checking = seen;
  event.waitUntil(seen.then(async (current) => {
    const whole = current && copy ? await complete(copy) : null;
    if (whole) await keep(cache, key, whole);
  }));
  return response;
}

/* Network first, since a page may have been corrected; the kept one when there is no network, or a
   slow one. What is neither there nor here is said by the page about reading offline. */
async function answerPage(event) {
  const cache = await opened();
  if (!cache) return fetch(event.request);
  const key = keyOf(event.request.url);
  const held = await cache.match(key);
  const came = fetchPage(event, cache, key);
  if (held) return Promise.race([came.catch(() => held), pause(PATIENCE).then(() => held)]);
  return came.catch(() => (key === OFFLINE ? Response.error() : Response.redirect(`${OFFLINE}?missed=${encodeURIComponent(event.request.url)}`)));
}

/* Scripts, styles and data: those of the page's own version. */
async function answerPart(event) {
  const cache = await opened();
  await checking;
  // Asking the host whether a file is still the same keeps the browser's own cache from mixing days.
  if (!cache || !(await isTrusted(event))) return fetch(event.request, { cache: "no-cache" });
  const key = keyOf(event.request.url);
  const held = await cache.match(key);
  if (held) return held;
  const response = await fetch(event.request, { cache: "no-cache" });
  const copy = response.ok ? response.clone() : null;
  event.waitUntil((async () => {
    const whole = copy ? await complete(copy) : null;
    if (whole && (await isProven().catch(() => false))) await keep(cache, key, whole);
  })());
  return response;
}

/* What says which version the host has is never kept, nor what `make serve` says of its last build. */
const NEWS = [PROBE, LIST, `${SCOPE}service-worker.js`];
const isLeftAlone = (url) => NEWS.includes(url) || url.startsWith(`${SCOPE}livereload/`);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const mine = request.method === "GET" && request.url.startsWith(SCOPE) && !request.headers.has("Range");
  if (!mine || isLeftAlone(keyOf(request.url))) return;
  event.respondWith(request.mode === "navigate" ? answerPage(event) : answerPart(event));
});

/* A page asks: `{keep: addresses}` after the very first visit, `{whole: true}` on a reader's word.
   The answers are `{done, of}`, and at the end `{ended: true}` or `{fault}`. */
self.addEventListener("message", (event) => {
  const { keep: addresses, whole } = event.data;
  const port = event.ports[0];
  event.waitUntil((async () => {
    try {
      const cache = await caches.open(NAME); // anew, where a reader had removed it
      const keys = [...SHELL, ...(addresses ?? [])].map(keyOf);
      const mine = [...new Set(keys)].filter((key) => key.startsWith(SCOPE) && !isLeftAlone(key));
      await keepAll(cache, await missing(cache, mine));
      if (whole) await keepWhole(cache, (step) => port?.postMessage(step));
      port?.postMessage({ ended: true });
    } catch (fault) {
      port?.postMessage({ fault: String(fault.message ?? fault) });
    }
  })());
});
