// Shortcuts. A link, button or field names its own key: data-key="n" data-key-label="Tiếp nhận hồ sơ".
// Single characters are off while a field has focus and where the person switched them off (WCAG 2.1.4);
// combinations ("Ctrl Enter", "Alt 1") and function keys always work.
(() => {
  "use strict";

  const FIELDS = "input:not([type='checkbox']):not([type='radio']):not([type='button']):not([type='submit']), textarea, select, [contenteditable='true']";
  const singleKeysOn = () => document.body.dataset.keys !== "off";

  const nameOf = (event) => {
    const parts = [];
    if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
    if (event.altKey) parts.push("Alt");
    // Shift belongs to the character itself ("?") unless the key is a letter or has a name.
    if (event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key))) parts.push("Shift");
    parts.push(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    return parts.join(" ");
  };
  const isSingle = (name) => name.length === 1 || /^Shift .$/.test(name);
  const visible = (element) => element.getClientRects().length > 0;

  const dialog = () => document.querySelector("[data-keys-dialog]");

  const listKeys = (box) => {
    const list = box.querySelector("[data-keys-list]");
    list.replaceChildren();
    const seen = new Set();
    for (const element of document.querySelectorAll("[data-key][data-key-label]")) {
      const name = element.dataset.key;
      if (seen.has(name) || !visible(element)) continue;
      seen.add(name);
      const term = document.createElement("dt");
      name.split(" ").forEach((part, index) => {
        if (index) term.append(" ");
        const cap = document.createElement("kbd");
        cap.className = "mc-key";
        cap.textContent = part;
        term.append(cap);
      });
      const meaning = document.createElement("dd");
      meaning.textContent = element.dataset.keyLabel;
      list.append(term, meaning);
    }
    box.querySelector("[data-keys-rows]").hidden = !document.querySelector("[data-row]");
    box.querySelector("[data-keys-off]").hidden = singleKeysOn();
  };

  const openDialog = () => {
    const box = dialog();
    if (!box || box.open) return;
    listKeys(box);
    box.showModal();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    if (event.target.closest("[data-keys-open]")) openDialog();
  });

  const press = (element) => {
    if (element.matches(FIELDS)) {
      element.focus();
      element.select?.();
    } else if (element.matches("a, button, summary, input")) {
      element.click();
    } else {
      element.focus();
      element.scrollIntoView({ block: "start" });
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const name = nameOf(event);
    const inField = event.target.matches?.(FIELDS);
    if (isSingle(name) && (inField || !singleKeysOn())) return;
    if (name === "Escape" && inField) {
      event.target.blur();
      return;
    }
    if (name === "?") {
      event.preventDefault();
      openDialog();
      return;
    }
    for (const element of document.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)) {
      if (!visible(element) || element.getAttribute("aria-disabled") === "true") continue;
      // Undo of the typed text stays the field's own.
      if (inField && name === "Ctrl z") return;
      event.preventDefault();
      press(element);
      return;
    }
  });
})();
