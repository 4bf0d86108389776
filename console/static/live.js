// The feed while it is live: one card per alert, always in the order the server would show them in.
"use strict";
(() => {
  const feed = document.getElementById("feed");
  if (!feed || !feed.dataset.live) return;
  const { say } = window.tinwatch;
  const line = document.getElementById("line");
  const fresh = document.getElementById("fresh");
  const pause = document.getElementById("pause");
  const said = document.getElementById("said");
  const title = document.title;
  const MOST_CARDS = 400;
  const SILENCE_MS = 40000; // more than two heartbeats
  let position = feed.dataset.position;
  let source = null;
  let heard = Date.now();
  let retry = 1000;
  let paused = false;
  let unseen = new Set();
  let waiting = new Map();
  let announce = 0;

  const state = (name) => {
    line.dataset.state = name;
    const text = document.getElementById("line-text");
    const shown = say("js.line." + name);
    if (text.textContent !== shown) text.textContent = shown;
    if (name === "over" && !text.querySelector("a")) {
      const link = document.createElement("a");
      link.href = "/login?next=" + encodeURIComponent(location.pathname + location.search);
      link.textContent = shown;
      text.replaceChildren(link);
    }
  };

  const find = (id) => document.getElementById("card-" + id);

  const place = (card) => {
    const at = Number(card.dataset.at);
    for (const other of feed.children) {
      if (Number(other.dataset.at) <= at) return feed.insertBefore(card, other);
    }
    return feed.appendChild(card);
  };

  const put = ({ id, html }) => {
    const box = document.createElement("template");
    box.innerHTML = html;
    const card = box.content.firstElementChild;
    const old = find(id);
    const focused = old && old.contains(document.activeElement) ? document.activeElement.className : "";
    if (old) card.querySelector(".pick").checked = old.querySelector(".pick").checked;
    if (old && old.dataset.at === card.dataset.at) old.replaceWith(card);
    else {
      if (old) old.remove();
      place(card);
    }
    if (focused) (card.querySelector("a." + focused) || card.querySelector("a")).focus({ preventScroll: true });
    card.classList.add("arrived");
    if (!old) noticed(id);
    if (!old) document.dispatchEvent(new CustomEvent("arrived", { detail: card }));
    while (feed.children.length > MOST_CARDS && !feed.lastElementChild.contains(document.activeElement)) feed.lastElementChild.remove();
  };

  const gone = ({ id }) => {
    const card = find(id);
    if (!card) return;
    if (card.contains(document.activeElement)) {
      const next = card.nextElementSibling || card.previousElementSibling;
      if (next) next.querySelector(".headline").focus({ preventScroll: true });
    }
    card.remove();
    unseen.delete(id);
    show();
  };

  const noticed = (id) => {
    if (document.hidden || scrollY > 120) unseen.add(id);
    announce += 1;
    show();
  };

  const show = () => {
    document.getElementById("empty").hidden = feed.children.length > 0;
    const n = paused ? waiting.size : unseen.size;
    document.title = n ? `(${n}) ${title}` : title;
    fresh.hidden = !n || (!paused && scrollY <= 120);
    if (n) fresh.textContent = say(paused ? "js.waiting" : "js.fresh", n);
  };

  const seen = () => {
    if (document.hidden || scrollY > 120 || !unseen.size) return;
    unseen = new Set();
    show();
  };
  document.addEventListener("visibilitychange", seen);
  addEventListener("scroll", seen, { passive: true });

  // Screen readers hear a number now and then, not every card.
  setInterval(() => {
    if (announce) said.textContent = say("js.said", announce);
    announce = 0;
  }, 5000);

  const take = (kind, data) => {
    if (paused) {
      waiting.delete(data.id);
      if (kind === "alert" || find(data.id)) waiting.set(data.id, [kind, data]);
      show();
    } else if (kind === "alert") put(data);
    else gone(data);
  };

  const unpause = () => {
    paused = false;
    const all = [...waiting.values()];
    waiting = new Map();
    for (const [kind, data] of all) take(kind, data);
    pause.textContent = say("js.pause");
    pause.setAttribute("aria-pressed", "false");
    state(source && source.readyState === EventSource.OPEN ? "live" : "connecting");
    show();
  };
  pause.hidden = false;
  pause.addEventListener("click", () => {
    if (paused) return unpause();
    paused = true;
    pause.textContent = say("js.resume");
    pause.setAttribute("aria-pressed", "true");
    state("paused");
    return show();
  });
  fresh.addEventListener("click", () => {
    if (paused) unpause();
    scrollTo({ top: 0 });
    const first = feed.querySelector(".headline");
    if (first) first.focus({ preventScroll: true });
    unseen = new Set();
    show();
  });

  const counts = (data) => {
    for (const [name, n] of Object.entries(data)) {
      for (const place of document.querySelectorAll(`[data-count="${name}"]`)) place.textContent = n;
    }
  };

  const over = () => {
    if (source) source.close();
    source = null;
    state("over");
  };

  // The browser resumes a broken stream by itself; a refused or silent one is opened again here, from the last position heard.
  const connect = () => {
    const url = new URL(feed.dataset.live, location.href);
    url.searchParams.set("after", position);
    source = new EventSource(url);
    heard = Date.now();
    source.onopen = () => {
      heard = Date.now();
      retry = 1000;
      if (!paused) state("live");
    };
    source.onerror = () => {
      if (!paused) state("connecting");
      if (source && source.readyState === EventSource.CLOSED) again();
    };
    const on = (name, does) => source.addEventListener(name, (event) => {
      heard = Date.now();
      if (event.lastEventId) position = event.lastEventId;
      does(JSON.parse(event.data));
    });
    on("alert", (data) => take("alert", data));
    on("gone", (data) => take("gone", data));
    on("counts", counts);
    on("beat", () => {});
    on("reset", () => location.reload());
    on("over", over);
  };

  const again = async () => {
    if (source) source.close();
    source = null;
    const answer = await fetch("/api/alerts?limit=1").catch(() => null);
    if (answer && answer.status === 401) return over();
    setTimeout(connect, retry * (0.75 + Math.random() / 2));
    retry = Math.min(retry * 2, 15000);
    return null;
  };

  setInterval(() => {
    if (source && Date.now() - heard > SILENCE_MS) {
      if (!paused) state("connecting");
      again();
    }
  }, 5000);

  // A page taken from the browser's cache on "back" is as old as when it was left: what came since is read from its position on.
  addEventListener("pagehide", () => source && source.close());
  addEventListener("pageshow", (event) => event.persisted && connect());
  connect();
})();
