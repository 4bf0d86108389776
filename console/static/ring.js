// A sound and a notice of the desktop when something critical arrives: only for who asked for it, in this browser.
"use strict";
(() => {
  const button = document.getElementById("ring");
  if (!button) return;
  const { say } = window.tinwatch;
  let on = localStorage.getItem("ring") === "on";
  let audio = null;

  const show = () => {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(on));
    button.textContent = say(on ? "js.ring_on" : "js.ring_off");
  };

  const sound = () => {
    audio = audio || new AudioContext();
    const tone = audio.createOscillator();
    const loud = audio.createGain();
    tone.frequency.value = 880;
    loud.gain.setValueAtTime(0.2, audio.currentTime);
    loud.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.6);
    tone.connect(loud).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.6);
  };

  button.addEventListener("click", () => {
    on = !on;
    localStorage.setItem("ring", on ? "on" : "off");
    if (on) sound();
    if (on && "Notification" in window && Notification.permission === "default") Notification.requestPermission();
    show();
  });

  document.addEventListener("arrived", ({ detail: card }) => {
    if (!on || !card.classList.contains("critical")) return;
    sound();
    button.dataset.rang = card.dataset.id;
    if ("Notification" in window && Notification.permission === "granted") {
      const notice = new Notification(say("js.critical"), { body: card.querySelector(".headline").textContent, tag: card.dataset.id });
      notice.onclick = () => window.focus();
    }
  });
  show();
})();
