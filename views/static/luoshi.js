// What pages do beyond htmx; without script the same forms lead to whole pages.
"use strict";
(function () {
  const byId = (id) => document.getElementById(id);
  document.documentElement.classList.add("js");

  // ask puts a question and goes on when it is answered with yes.
  function ask(question, go) {
    const box = byId("ask");
    byId("ask-text").textContent = question;
    box.returnValue = "";
    box.onclose = () => { if (box.returnValue === "yes") go(); };
    box.showModal();
  }

  document.addEventListener("htmx:confirm", (e) => {
    if (!e.detail.question) return;
    e.preventDefault();
    ask(e.detail.question, () => e.detail.issueRequest(true));
  });

  document.addEventListener("submit", (e) => {
    const question = e.target.dataset.confirm;
    if (!question || e.target.dataset.sure) return;
    e.preventDefault();
    ask(question, () => { e.target.dataset.sure = "yes"; e.target.requestSubmit(e.submitter); });
  });

  // A problem is read out first, and the keyboard is there.
  function focusOn(part) {
    const first = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]");
    if (first) first.focus();
  }
  focusOn(document.body);
  document.addEventListener("htmx:afterSettle", (e) => focusOn(e.target));

  // The dialog opens with what htmx put into it, and closes on HX-Trigger: closeDialog.
  document.addEventListener("htmx:afterSwap", (e) => {
    if (e.target.id === "dialog" && !e.target.open) e.target.showModal();
  });
  document.addEventListener("closeDialog", () => byId("dialog").close());

  // What our server says about a problem is shown; what a proxy says is not.
  document.addEventListener("htmx:beforeSwap", (e) => {
    if (e.detail.xhr.getResponseHeader("HX-Retarget")) { e.detail.shouldSwap = true; e.detail.isError = false; }
  });
  function fault(e) {
    byId("flash").replaceChildren(byId("fault").content.cloneNode(true));
  }
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, fault));

  // One box ticks all of a form's on the page.
  document.addEventListener("change", (e) => {
    if (!e.target.dataset.ticks) return;
    document.querySelectorAll(`input[type=checkbox][form="${e.target.dataset.ticks}"]`).forEach((box) => { box.checked = e.target.checked; });
  });

  document.addEventListener("click", (e) => {
    document.querySelectorAll(".me[open], .rest details[open]").forEach((menu) => { if (!menu.contains(e.target)) menu.open = false; });
    const act = e.target.closest("[data-close], [data-print], [data-copy]");
    if (!act) return;
    if ("close" in act.dataset) { act.closest("dialog").close(); e.preventDefault(); }
    if ("print" in act.dataset) window.print();
    if (act.dataset.copy) { document.querySelector(act.dataset.copy).select(); document.execCommand("copy"); }
  });
})();
