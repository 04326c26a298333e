// Lists by keyboard and by tick. A row is [data-row]; in it [data-open] is the link that opens it, [data-main] its main
// action, a checkbox ticks it. The bar of mass actions is [data-bulk], with [data-bulk-count] and [data-bulk-clear].
(() => {
  "use strict";

  const FIELDS = "input:not([type='checkbox']):not([type='radio']), textarea, select, [contenteditable='true']";
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length > 0);
  const rowOf = (element) => element?.closest?.("[data-row]") || null;
  const boxOf = (row) => row?.querySelector("input[type='checkbox']:not(:disabled)");
  let lastTicked = null;

  const goTo = (row) => {
    const link = row?.querySelector("[data-open], a[href]");
    link?.focus();
    link?.scrollIntoView({ block: "nearest" });
  };

  const move = (step) => {
    const all = rows();
    if (!all.length) return false;
    const index = all.indexOf(rowOf(document.activeElement));
    goTo(index < 0 ? all[step > 0 ? 0 : all.length - 1] : all[Math.min(Math.max(index + step, 0), all.length - 1)]);
    return true;
  };

  const tick = (box, checked) => {
    if (box && box.checked !== checked) {
      box.checked = checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  const tickTo = (row) => {
    const all = rows();
    const from = Math.max(all.indexOf(lastTicked), 0);
    const to = all.indexOf(row);
    all.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((each) => tick(boxOf(each), true));
  };

  const actions = {
    j: () => move(1),
    k: () => move(-1),
    ".": (row) => row?.querySelector("[data-main]")?.click() ?? Boolean(row),
    x: (row) => {
      const box = boxOf(row);
      if (!box) return false;
      tick(box, !box.checked);
      lastTicked = row;
      return true;
    },
    X: (row) => {
      if (!boxOf(row)) return false;
      tickTo(row);
      return true;
    },
    "[": () => document.querySelector("[data-page='previous']")?.click() ?? true,
    "]": () => document.querySelector("[data-page='next']")?.click() ?? true,
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (document.body.dataset.keys === "off" || event.target.matches?.(FIELDS)) return;
    if (document.querySelector("dialog[open]") || !document.querySelector("[data-row], [data-page]")) return;
    const action = actions[event.key];
    if (action && action(rowOf(document.activeElement)) !== false) event.preventDefault();
  });

  const showBulk = () => {
    const bar = document.querySelector("[data-bulk]");
    if (!bar) return;
    const boxes = rows().map(boxOf).filter(Boolean);
    const ticked = boxes.filter((box) => box.checked).length;
    bar.hidden = ticked === 0;
    const count = bar.querySelector("[data-bulk-count]");
    if (count) count.textContent = String(ticked);
    const all = document.querySelector("[data-tick-all]");
    if (all) {
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]")) {
      rows().forEach((row) => { const box = boxOf(row); if (box) box.checked = event.target.checked; });
    } else if (rowOf(event.target)) {
      lastTicked = rowOf(event.target);
    }
    showBulk();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-bulk-clear]")) return;
    event.preventDefault();
    rows().forEach((row) => { const box = boxOf(row); if (box) box.checked = false; });
    showBulk();
  });
  document.addEventListener("htmx:afterSwap", showBulk);
  showBulk();
})();
