/* What is said when the list cannot be kept or read. */

const MESSAGES = {
  denied:
    "This browser does not let this site store anything, so nothing can be saved. Private windows " +
    "and strict settings for site data do that; allow site data for this address to save papers.",
  full:
    "Not saved: the space that this browser gives the site is used up. Take your list away as a file " +
    "on the page “My list”, then shorten long notes or remove papers.",
  newer:
    "Not saved: the stored list was written by a newer version of this site. Reload the page; if that " +
    "does not help, close other tabs of this site first.",
  broken:
    "The list stored in this browser cannot be read: it was damaged or changed by something else. " +
    "Nothing of it is thrown away; the next change begins a new list and keeps the old text aside.",
};

/** What a fault of the store means to a reader. */
export function explain(fault) {
  return MESSAGES[fault];
}

/** Say that a change failed, above the page, until it is closed or another one fails. */
export function raiseAlarm(fault) {
  const alarm = document.querySelector(".ad-alarm") ?? newAlarm();
  alarm.firstChild.textContent = explain(fault);
  alarm.hidden = false;
}

function newAlarm() {
  const alarm = document.createElement("div");
  const close = document.createElement("button");
  alarm.className = "ad-alarm";
  alarm.setAttribute("role", "alert");
  Object.assign(close, { type: "button", className: "ad-button", textContent: "Close" });
  close.addEventListener("click", () => (alarm.hidden = true));
  alarm.append(document.createElement("p"), close);
  document.querySelector(".md-typeset").append(alarm);
  return alarm;
}
