// What every page has: keys, the help table, ages that grow, stories that end. Nothing here is needed to read.
"use strict";
(() => {
  const words = JSON.parse(document.body.dataset.words);
  window.tinwatch = { say: (key, n) => words[key].replace("{n}", n), keys: {} };

  // Ages: the same steps as console/times.py.
  const ago = (then) => {
    const s = (Date.now() - then) / 1000;
    if (s < 60) return words["age.now"];
    for (const [unit, size, most] of [["minutes", 60, 60], ["hours", 3600, 24], ["days", 86400, 7]]) {
      if (s < size * most) return words["age." + unit].replace("{n}", Math.floor(s / size));
    }
    return null;
  };
  const age = () => {
    for (const time of document.querySelectorAll(".age time")) {
      const text = ago(Date.parse(time.dateTime));
      if (text && text !== time.textContent) time.textContent = text;
    }
    for (const over of document.querySelectorAll("[data-ends][hidden]")) over.hidden = Date.parse(over.dataset.ends) > Date.now();
  };
  setInterval(age, 20000);

  // A phone starts with the filters folded away.
  if (matchMedia("(max-width: 60rem)").matches) {
    for (const fold of document.querySelectorAll(".side .fold")) fold.open = false;
  }

  // "Back" goes to the feed as it was, filters and place on the page included.
  const back = document.getElementById("back");
  const last = sessionStorage.getItem("feed");
  if (back && last && last.startsWith("/") && !last.startsWith("//")) back.href = last;
  if (location.pathname === "/") sessionStorage.setItem("feed", location.pathname + location.search);
  const opened = document.querySelector("[data-alert]");
  if (opened) sessionStorage.setItem("opened", opened.dataset.alert);
  if (document.getElementById("feed")) {
    const card = document.getElementById("card-" + sessionStorage.getItem("opened"));
    sessionStorage.removeItem("opened");
    if (card) {
      card.querySelector(".headline").focus({ preventScroll: true });
      card.scrollIntoView({ block: "center" });
    }
  }

  const help = document.getElementById("help");
  if (!help) return;
  const keysOn = document.getElementById("keys-on");
  keysOn.checked = localStorage.getItem("keys") !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem("keys", keysOn.checked ? "on" : "off"));
  const opener = document.getElementById("help-open");
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());

  const heads = () => [...document.querySelectorAll(".card .headline")];
  const card = () => document.activeElement && document.activeElement.closest(".card");
  let here = "";
  document.addEventListener("focusin", () => card() && (here = card().id));
  const step = (by) => {
    const all = heads();
    if (!all.length) return;
    const at = all.findIndex((head) => head.closest(".card").id === here);
    const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1);
    all[next].focus();
    all[next].closest(".card").scrollIntoView({ block: "nearest" });
  };
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    o: () => {
      const source = (card() || document).querySelector("a.source");
      if (source) source.click();
    },
    u: () => back && back.click(),
    "/": () => document.getElementById("find").focus(),
    f: () => {
      const side = document.querySelector(".side .fold");
      if (!side) return;
      side.open = true;
      side.querySelector("input:not([type=hidden]), select").focus();
    },
    p: () => {
      const pause = document.getElementById("pause");
      if (pause) pause.click();
    },
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
    if (event.key === "Escape" && !help.open && document.activeElement !== document.body) {
      document.activeElement.blur();
      return;
    }
    if (typing || help.open || event.ctrlKey || event.altKey || event.metaKey || !keysOn.checked) return;
    const action = document.querySelector("dialog[open]") ? null : window.tinwatch.keys[event.key] || actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
})();
