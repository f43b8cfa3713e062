/* Starts the worker that keeps visited pages, and says when there is no network.

   A reader can switch it off on the page about reading offline; it stays off then. */

export const root = new URL("../../../", import.meta.url);
const OFF = `${root.pathname} keeps nothing`;

/** Whether this browser can keep pages at this address: browsers refuse it on plain http. */
export const possible = isSecureContext && "serviceWorker" in navigator && "caches" in self;

/** Whether the reader has switched keeping off. */
export function isOff() {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return true; // a browser that stores nothing keeps nothing
  }
}

/** The worker's registration; undefined where the host has no worker or the browser refuses. */
export async function register() {
  if (!possible) return undefined;
  const address = new URL("service-worker.js", root);
  return navigator.serviceWorker.register(address, { scope: root.pathname, updateViaCache: "none" }).catch(() => undefined);
}

/** Switch keeping on; return the worker, once it runs. */
export async function switchOn() {
  localStorage.removeItem(OFF);
  if (!(await register())) throw new Error("this browser refuses to keep pages");
  const { active } = await navigator.serviceWorker.ready;
  return active;
}

/** Switch keeping off and delete all that was kept. */
export async function switchOff() {
  localStorage.setItem(OFF, "");
  const registration = await navigator.serviceWorker.getRegistration(root.pathname);
  await registration?.unregister();
  await Promise.all((await cacheNames()).map((name) => caches.delete(name)));
}

/** Names of what is kept of this site; `worker.js` gives them. */
export async function cacheNames() {
  const prefix = `reading-list ${root.href} `;
  return (await caches.keys()).filter((name) => name.startsWith(prefix));
}

/* The page that started the worker came before it: the worker is asked to keep it too. */
async function keepThisPage() {
  const first = !navigator.serviceWorker.controller;
  const registration = await register();
  if (!registration || !first) return;
  const { active } = await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType("resource").map(({ name }) => name);
  active.postMessage({ keep: [location.href, ...parts] });
}

/* A bar at the foot of the window, so that nothing on the page moves. */
function sayWhetherOffline() {
  const bar = document.createElement("p");
  bar.className = "ad-offline";
  bar.setAttribute("role", "status");
  document.body.append(bar);
  const say = () => {
    bar.textContent = navigator.onLine ? "" : "You are offline. Pages come from this device.";
  };
  addEventListener("online", say);
  addEventListener("offline", say);
  say();
}

/* `make serve` puts this function into pages. Whoever edits wants to see the newest, and no worker
   that goes on at that address when something else is served there. */
const isEdited = "livereload" in self;

sayWhetherOffline();
if (!isEdited && possible && !isOff() && !navigator.connection?.saveData) keepThisPage();
