/* The reader's own status and note on the page of a paper. */

import { attempt } from "./keep.js";
import { noteFold } from "./note-fold.js";
import { read, setStatus, STATUSES, watch } from "./store.js";

const place = document.querySelector(".ad-mine");
const { paperId: id, title } = place.dataset;
const choices = document.createElement("fieldset");
choices.className = "ad-choices";
const legend = document.createElement("legend");
legend.textContent = "My list";
choices.append(legend);
for (const [status, words] of [["", "No status"], ...Object.entries(STATUSES)]) {
  const label = document.createElement("label");
  const radio = document.createElement("input");
  Object.assign(radio, { type: "radio", name: "ad-mine", value: status });
  label.append(radio, words);
  choices.append(label);
}
const note = noteFold(id, title);

function show() {
  const status = read().entries.get(id)?.status ?? "";
  for (const radio of choices.querySelectorAll("input")) radio.checked = radio.value === status;
  note.update();
}

choices.addEventListener("change", async ({ target }) => {
  if (!(await attempt(() => setStatus(id, title, target.value)))) show();
});
watch(show);
show();
place.append(choices, note.element);
