// The bar that offers to take back: stays for its seconds, and as long as the pointer or the focus is on it.
(() => {
  "use strict";

  const bar = document.querySelector("[data-undo]");
  if (!bar) return;
  const wait = Number(bar.dataset.undo) * 1000;
  let timer = 0;
  const hide = () => { bar.hidden = true; };
  const start = () => { timer = window.setTimeout(hide, wait); };
  const stop = () => window.clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) bar.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) bar.addEventListener(name, start);
  start();
})();
