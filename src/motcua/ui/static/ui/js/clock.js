/* Working time left, counted down in the browser: by working minutes, only while the office's clock runs, the server not
   asked. When the state of time turns (near, today, late) or the day ends, the part of the page around it (data-live)
   gets the event mc:turn, on which htmx fetches it anew. Elapsed time is measured from when an element was first seen,
   so a computer whose clock is wrong counts right. */
(() => {
  "use strict";
  const words = document.querySelector("[data-clock-words]");
  if (!words) return;
  const TICK = 5000, AGAIN = 60000;
  const seen = new WeakMap(), asked = new WeakMap();

  const filled = (name, values) => words.dataset[name].replace(/%\((\w+)\)s/g, (_, key) => values[key]);

  const span = (minutes, day) => {
    const total = Math.abs(minutes), days = Math.floor(total / day), rest = total % day;
    const values = { days, hours: Math.floor(rest / 60), minutes: rest % 60 };
    if (days) return filled(values.hours ? "dh" : values.minutes ? "dm" : "d", values);
    if (values.hours) return filled(values.minutes ? "hm" : "h", values);
    return filled("m", values);
  };

  const said = (element, minutes) => {
    const form = element.dataset.form;
    if (minutes === 0 && element.dataset.late) return filled(form + "Just", {});
    return filled(form + (element.dataset.late ? "Late" : "Left"), { time: span(minutes, Number(element.dataset.day)) });
  };

  const worked = (element, minute) => (element.dataset.sessions || "").split(" ").filter(Boolean).reduce((sum, session) => {
    const [opens, closes] = session.split("-").map(Number);
    return sum + Math.max(0, Math.min(closes, minute) - Math.max(opens, 0));
  }, 0);

  const busy = (region) => region.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")
    || region.querySelector("input[type=checkbox]:checked") !== null;

  const turn = (region, now) => {
    if (!region || busy(region) || now - (asked.get(region) || -AGAIN) < AGAIN) return;
    asked.set(region, now);
    region.dispatchEvent(new CustomEvent("mc:turn"));
  };

  const tick = () => {
    const now = Date.now(), turned = new Set();
    document.querySelectorAll("[data-left]").forEach((element) => {
      if (!seen.has(element)) seen.set(element, now);
      const elapsed = Number(element.dataset.second) + (now - seen.get(element)) / 1000;
      const minutes = Number(element.dataset.left) - worked(element, Math.floor(elapsed / 60));
      const text = said(element, minutes);
      if (element.textContent !== text) element.textContent = text;
      if (element.dataset.turn && elapsed >= Number(element.dataset.turn)) turned.add(element.closest("[data-live]"));
    });
    turned.forEach((region) => turn(region, now));
  };

  document.addEventListener("htmx:afterSettle", tick);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tick(); });
  setInterval(tick, TICK);
  tick();
})();
