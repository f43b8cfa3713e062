/* The page about reading offline: says what is kept, fetches the whole site, removes everything. */

import { cacheNames, isOff, possible, register, root, switchOff, switchOn } from "./start.js";

const find = (id) => document.getElementById(`ad-offline-${id}`);
const status = find("status");
const bar = find("progress");
const MEGABYTE = 1e6;
let busy = false;

const megabytes = (bytes) => `${(bytes / MEGABYTE).toFixed(bytes < 10 * MEGABYTE ? 1 : 0)} MB`;
const pages = (count) => (count === 1 ? "1 page" : `${count} pages`);

/* How large the whole site is; null when there is no network. */
async function size() {
  try {
    const answer = await fetch(new URL("data/offline/version.json", root));
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return null;
  }
}

/* What is kept: how many pages, and whether that is all. */
async function held() {
  const [name] = await cacheNames();
  if (!name) return { count: 0, whole: false };
  const cache = await caches.open(name);
  const count = (await cache.keys()).filter(({ url }) => url.endsWith("/") && !url.endsWith("/offline/")).length;
  const list = await cache.match(`${root.href}?whole`);
  const whole = Boolean(list && (await list.json()).version);
  return { count, whole };
}

async function show() {
  const off = isOff();
  const [{ count, whole }, all] = await Promise.all([held(), size()]);
  if (all === undefined) {
    status.textContent = "This copy of the site was built without a worker, so nothing can be kept.";
    return;
  }
  if (off) status.textContent = "Nothing is kept on this device, as you asked.";
  else if (whole) status.textContent = `The whole site is kept on this device: ${pages(count)}. It is renewed when the site changes.`;
  else status.textContent = count ? `${pages(count)} that you visited ${count === 1 ? "is" : "are"} kept on this device.` : "Pages that you visit from now on are kept on this device.";
  find("whole").hidden = whole || !all;
  if (all) find("whole").textContent = `Keep the whole site (${megabytes(all.bytes)})`;
  find("remove").hidden = off;
  find("again").hidden = !off;
}

/* Have the worker do something, and wait until it is done. */
async function ask(question) {
  const worker = await switchOn();
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve, reject) => {
    port1.addEventListener("message", ({ data: { done, of, ended, fault } }) => {
      if (fault) reject(new Error(fault));
      else if (ended) resolve();
      else {
        bar.max = of;
        bar.value = done;
      }
    });
    port1.start();
    worker.postMessage(question, [port2]);
  });
}

async function keepWhole() {
  await navigator.storage?.persist?.().catch(() => false); // else a browser short of room may drop it
  bar.value = 0;
  bar.hidden = false;
  await ask({ whole: true });
}

/* Do one thing at a time, and say what came of it. */
async function run(words, action) {
  if (busy) return;
  busy = true;
  status.textContent = words;
  try {
    await action();
    await show();
  } catch (fault) {
    status.textContent = `That did not work: ${fault.message}. What has been fetched is kept; try again.`;
  } finally {
    bar.hidden = true;
    busy = false;
  }
}

function wire() {
  find("whole").addEventListener("click", () => run("Fetching the whole site.", keepWhole));
  find("remove").addEventListener("click", () => run("Removing.", switchOff));
  find("again").addEventListener("click", () => run("Switching on.", () => ask({ keep: [] })));
}

const missed = new URLSearchParams(location.search).get("missed");
if (missed?.startsWith(root.href)) {
  const link = find("missed").querySelector("a");
  link.href = missed;
  link.textContent = decodeURI(missed.slice(root.href.length)) || "the first page";
  find("missed").hidden = false;
}
if (possible) {
  wire();
  if (!isOff()) await register();
  await show();
} else status.textContent = "This browser does not keep pages at this address. It needs https, and storage that is not blocked.";
