/* How much of a theme or a path is read, on lines that say where its papers stand. */

import { read, watch } from "./store.js";

function show(line, entries) {
  const papers = [...document.querySelectorAll(`${line.dataset.of} [data-paper-id]`)];
  const statuses = papers.map((paper) => entries.get(paper.dataset.paperId)?.status);
  line.replaceChildren();
  if (!statuses.some(Boolean)) return;
  const count = statuses.filter((status) => status === "read").length;
  const whole = papers.length === Number(line.dataset.total);
  const label = document.createElement("label");
  const bar = document.createElement("progress");
  Object.assign(bar, { max: papers.length, value: count });
  label.append(`${count} of ${papers.length} ${whole ? "" : "on this page "}read `, bar);
  line.append(label);
}

function showAll() {
  const { entries } = read();
  for (const line of document.querySelectorAll(".ad-progress")) show(line, entries);
}

watch(showAll);
showAll();
