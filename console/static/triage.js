// Triage from the keyboard: the same forms as the case page has, sent for the card one is at; what is answered replaces the card.
"use strict";
(() => {
  const form = document.getElementById("triage");
  const feed = document.getElementById("feed");
  if (!form || !feed) return;
  const told = document.getElementById("told");
  const { keys, say } = window.tinwatch;
  const me = document.getElementById("many-to").options[0].value;
  let asked = null;
  let undoing = null;
  let line = Promise.resolve();
  const own = new Map();

  const here = () => {
    const card = document.activeElement && document.activeElement.closest(".card");
    if (!card) tell([say("js.no_card")], false);
    return card;
  };

  const tell = (said, fine) => {
    told.hidden = false;
    told.className = fine ? "told good" : "told problem";
    told.textContent = said.join(" ");
  };

  const put = (id, html) => {
    const old = document.getElementById("card-" + id);
    if (!old || !html) return null;
    const box = document.createElement("template");
    box.innerHTML = html;
    const card = box.content.firstElementChild;
    card.querySelector(".pick").checked = old.querySelector(".pick").checked;
    old.replaceWith(card);
    return card;
  };

  const ask = async (id, seen, fields) => {
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, seen, ...fields });
    const answer = await fetch("/alerts/" + encodeURIComponent(id), { method: "POST", body, headers: { accept: "application/json" } }).catch(() => null);
    if (answer && (answer.redirected || answer.status === 401)) location.reload();
    if (!answer || !(answer.headers.get("content-type") || "").startsWith("application/json")) return null;
    return answer.json();
  };

  // One deed after the other: a key pressed while an answer is on its way waits for it. The version sent is the one that was on the card
  // when the key was pressed, or the one that one's own deed before it made.
  const act = (card, fields) => {
    if (!card) return;
    const { id, seen } = card.dataset;
    line = line.then(() => deed(id, Math.max(Number(seen), own.get(id) || 0), fields)).catch(() => tell([say("js.failed")], false));
  };

  const deed = async (id, seen, fields) => {
    const result = await ask(id, seen, fields);
    if (!result) return tell([say("js.failed")], false);
    tell(result.said, result.accepted);
    if (result.accepted) undoing = fields.deed === "dismiss" ? id : null;
    const old = document.getElementById("card-" + id);
    const at = old && old.contains(document.activeElement);
    const now = put(id, result.card);
    if (now && result.accepted) own.set(id, Number(now.dataset.seen));
    if (!at || !now) return;
    const next = result.accepted && fields.deed !== "undo" && fields.deed !== "assign" ? now.nextElementSibling : now;
    (next || now).querySelector(".headline").focus();
  };

  keys.t = () => act(here(), { deed: "keep" });
  keys.c = () => act(here(), { deed: "check" });
  keys.a = () => act(here(), { deed: "assign", to: me });
  keys.u = () => {
    const card = undoing && document.getElementById("card-" + undoing);
    if (card) act(card, { deed: "undo" });
    else tell([say("js.no_undo")], false);
  };
  keys.x = () => {
    const card = here();
    if (card) card.querySelector(".pick").click();
  };

  // A deed that wants a reason: its dialog asks, by mouse or by the number of the reason.
  const choosing = (dialog, deed, more) => {
    const choose = (reason) => {
      dialog.close();
      const card = asked && document.getElementById(asked.id);
      if (card) {
        card.querySelector(".headline").focus();
        act(card, { deed, reason, ...more() });
      }
    };
    const reasons = [...dialog.querySelectorAll("[data-reason]")];
    for (const button of reasons) button.addEventListener("click", () => choose(button.dataset.reason));
    dialog.addEventListener("keydown", (event) => {
      const button = reasons[Number(event.key) - 1];
      if (!button || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      choose(button.dataset.reason);
    });
    return () => {
      asked = here();
      if (asked) dialog.showModal();
    };
  };
  keys.d = choosing(document.getElementById("why"), "dismiss", () => ({}));
  keys.m = choosing(document.getElementById("hush"), "mute", () => ({ hours: document.getElementById("hush-hours").value }));
})();
