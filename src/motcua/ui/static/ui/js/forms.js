// Forms: focus on what is wrong, no sending twice, announcements. Pages work without it.
(() => {
  "use strict";

  const say = (text) => {
    const region = document.getElementById("thong-bao");
    if (region && text) region.textContent = text;
  };
  // Other scripts, and the server by the header HX-Trigger {"mc:say": "…"}, speak through this event.
  document.addEventListener("mc:say", (event) => {
    const detail = event.detail || {};
    say(typeof detail === "string" ? detail : detail.value || detail.text);
  });

  const focusFaults = (root) => {
    const summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  };

  // A link of the summary leads into its field, not only to its place on the page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (field) {
      event.preventDefault();
      field.focus();
      field.scrollIntoView({ block: "center" });
    }
  });

  const buttonsOf = (form) => form.querySelectorAll("button:not([type='button']), input[type='submit']");
  const release = (form) => {
    delete form.dataset.sent;
    for (const button of buttonsOf(form)) {
      if (button.dataset.held) {
        button.removeAttribute("aria-disabled");
        delete button.dataset.held;
      }
    }
  };

  // A second press while the first is on its way does nothing. The server refuses repeats too.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const blocked = event.submitter && event.submitter.getAttribute("aria-disabled") === "true";
    if (blocked) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (form.method !== "post" || form.dataset.repeat !== undefined) return;
    form.dataset.sent = "yes";
    for (const button of buttonsOf(form)) {
      if (button.getAttribute("aria-disabled") !== "true") {
        button.setAttribute("aria-disabled", "true");
        button.dataset.held = "yes";
      }
    }
  }, true);

  // Coming back with the browser's button, or a part answered in place: the form can be sent again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
  document.addEventListener("htmx:afterRequest", () => document.querySelectorAll("form[data-sent]").forEach(release));
  document.addEventListener("htmx:afterSwap", (event) => focusFaults(event.target));

  focusFaults(document);
})();
