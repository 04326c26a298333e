// The rail on a phone and the menus that open: Escape and a click elsewhere close them, focus goes back to the opener.
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-menu]");
    if (opener) {
      event.preventDefault();
      const menu = document.getElementById(opener.dataset.menu);
      const open = menu.toggleAttribute("data-open");
      opener.setAttribute("aria-expanded", String(open));
      if (open) menu.querySelector("a")?.focus();
      return;
    }
    for (const menu of document.querySelectorAll("details[data-dropdown][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches("[data-menu]")) {
      event.preventDefault();
      event.target.click();
    }
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-dropdown][open]")) {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    }
    const rail = document.querySelector("[data-open]");
    if (rail) {
      rail.removeAttribute("data-open");
      const opener = document.querySelector(`[data-menu="${rail.id}"]`);
      opener?.setAttribute("aria-expanded", "false");
      opener?.focus();
    }
  });
})();
