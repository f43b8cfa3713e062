/* What was saved under an earlier id of a paper on this page moves to its present one. */

import { attempt } from "./keep.js";
import { rename } from "./merge.js";
import { read } from "./store.js";

for (const { dataset } of document.querySelectorAll("[data-formerly]")) {
  const former = dataset.formerly.split(" ").filter((id) => read().entries.has(id));
  if (former.length) attempt(() => rename(former.map((id) => [id, dataset.paperId])));
}
