// The finding's form: a sentence picked or marked in the post, and what the gate lacks while one writes.
"use strict";
(() => {
  const form = document.getElementById("write");
  const lacks = document.querySelector("#lacks ul");
  const claim = document.getElementById("claim");
  if (!form) return;
  const { say } = window.tinwatch;
  let due = 0;
  let dirty = false;

  const look = async () => {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.lacking, { method: "POST", body, headers: { accept: "application/json" } }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return;
    const { lacks: found } = await answer.json();
    lacks.replaceChildren(...(found.length ? found : [say("js.complete")]).map((text) => {
      const line = document.createElement("li");
      line.textContent = text;
      return line;
    }));
  };
  const changed = () => {
    dirty = true;
    clearTimeout(due);
    due = setTimeout(look, 400);
  };
  form.addEventListener("input", changed);

  const put = (text) => {
    claim.value = text.trim();
    changed();
  };
  const pick = document.getElementById("pick-claim");
  if (pick) pick.addEventListener("change", () => pick.value && put(pick.value));
  const take = document.getElementById("take");
  take.hidden = false;
  take.addEventListener("mousedown", (event) => event.preventDefault()); // keeps what is marked
  take.addEventListener("click", () => put(String(getSelection())));

  addEventListener("beforeunload", (event) => dirty && event.preventDefault());
  form.addEventListener("submit", () => (dirty = false));
})();
