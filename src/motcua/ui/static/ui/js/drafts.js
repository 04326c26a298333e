// Drafts of a long form: <form data-draft="intake" data-draft-url="…">. After a pause in typing, and on Ctrl S by a button
// [data-draft-save], the form is posted to the address; [data-draft-status] shows what the server answers (plain text).
// When the server cannot be reached the text stays in this tab only and is offered back; it is gone with the tab.
(() => {
  "use strict";

  const PAUSE = 2000;
  const PRIVATE = "[type='password'], [type='file'], [name='csrfmiddlewaretoken'], [data-private]";

  const setUp = (form) => {
    const kept = `mc-draft:${form.dataset.draft}`;
    const status = form.querySelector("[data-draft-status]") || document.querySelector("[data-draft-status]");
    const offer = form.querySelector("[data-draft-offer]");
    let timer = 0;
    let sent = false;

    const values = () => [...form.elements]
      .filter((field) => field.name && !field.matches(PRIVATE) && !(field.matches("[type='checkbox'], [type='radio']") && !field.checked))
      .map((field) => [field.name, field.value]);

    const save = async () => {
      window.clearTimeout(timer);
      try {
        const answer = await fetch(form.dataset.draftUrl, {
          method: "POST",
          body: new FormData(form),
          headers: { "X-Requested-With": "draft" },
          credentials: "same-origin",
        });
        if (!answer.ok) throw new Error(String(answer.status));
        if (status) status.textContent = (await answer.text()).trim();
        sessionStorage.removeItem(kept);
      } catch {
        sessionStorage.setItem(kept, JSON.stringify(values()));
        if (status && status.dataset.draftFailed) status.textContent = status.dataset.draftFailed;
      }
    };

    const restore = () => {
      const pairs = JSON.parse(sessionStorage.getItem(kept) || "[]");
      for (const [name, value] of pairs) {
        for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
          if (field.matches("[type='checkbox'], [type='radio']")) field.checked = field.checked || field.value === value;
          else field.value = value;
        }
      }
      form.dispatchEvent(new Event("input", { bubbles: true }));
    };

    form.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => { if (!sent) save(); }, PAUSE);
    });
    form.addEventListener("submit", () => {
      sent = true;
      window.clearTimeout(timer);
      sessionStorage.removeItem(kept);
    });
    form.addEventListener("click", (event) => {
      if (event.target.closest("[data-draft-save]")) save();
      if (event.target.closest("[data-draft-restore]")) restore();
      if (event.target.closest("[data-draft-restore], [data-draft-drop]")) {
        offer.hidden = true;
        sessionStorage.removeItem(kept);
      }
    });
    if (offer && sessionStorage.getItem(kept)) offer.hidden = false;
  };

  document.querySelectorAll("form[data-draft][data-draft-url]").forEach(setUp);
})();
