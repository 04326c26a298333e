// Choosing from a list that is found while typing: <input role="combobox" data-pick aria-controls="ID">, the list
// <div role="listbox" id="ID"> is filled by htmx with <a role="option" id="…" href="…">. Down, Up, Enter, Escape.
// Without script the same form gives the same list as a page of links.
(() => {
  "use strict";

  const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));
  const optionsOf = (list) => [...(list?.querySelectorAll("[role='option']") || [])];

  const choose = (input, options, index) => {
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    const chosen = options[index];
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches?.("[data-pick]") || event.isComposing) return;
    const options = optionsOf(listOf(input));
    const index = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (options.length) choose(input, options, (index + step + options.length) % options.length);
    } else if (event.key === "Enter" && index >= 0) {
      event.preventDefault();
      options[index].click();
    } else if (event.key === "Escape" && index >= 0) {
      event.preventDefault();
      choose(input, options, -1);
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    for (const input of document.querySelectorAll("[data-pick]")) {
      const list = listOf(input);
      if (!list || !(list === event.target || list.contains(event.target) || event.target.contains(list))) continue;
      const options = optionsOf(list);
      input.setAttribute("aria-expanded", String(options.length > 0));
      choose(input, options, options.length ? 0 : -1);
    }
  });
})();
