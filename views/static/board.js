// Dragging on the board: a card that is dropped into another column sends the form
// of its menu that leads there; without one the server says why not. What is refused
// springs back.
"use strict";
(function () {
  const byId = (id) => document.getElementById(id);

  function springBack(move) {
    move.from.insertBefore(move.item, move.from.children[move.oldIndex] || null);
  }

  // send carries out the move; the answer leads on, or says why not.
  function send(move, fields) {
    const headers = { "HX-Request": "true" };
    fetch(move.item.dataset.move, { method: "POST", body: new URLSearchParams(fields), headers, redirect: "manual" }).then((answer) => {
      if (answer.ok) { window.location.assign(answer.headers.get("HX-Redirect") || window.location.href); return; }
      springBack(move);
      return answer.text().then((text) => {
        byId("flash").innerHTML = text;
        byId("flash").scrollIntoView({ block: "nearest" });
      });
    }).catch(() => { springBack(move); byId("flash").replaceChildren(byId("fault").content.cloneNode(true)); });
  }

  // confirm shows the form of a move in the dialog, with a place for the reason where one is needed.
  function confirm(move, form) {
    const dialog = byId("dialog"), copy = form.cloneNode(true), cancel = document.createElement("button");
    copy.className = "pad stack";
    copy.querySelectorAll("[id]").forEach((e) => { e.id += "-asked"; });
    copy.querySelectorAll("[for]").forEach((e) => { e.htmlFor += "-asked"; });
    copy.querySelector("button").className = "btn main";
    cancel.className = "btn";
    cancel.type = "button";
    cancel.textContent = byId("board-cancel").content.textContent;
    copy.append(cancel);
    let sure = false;
    cancel.onclick = () => dialog.close();
    copy.onsubmit = (e) => { e.preventDefault(); sure = true; dialog.close(); send(move, new FormData(copy)); };
    dialog.onclose = () => { dialog.onclose = null; if (!sure) springBack(move); };
    dialog.replaceChildren(copy);
    dialog.showModal();
    (copy.querySelector("textarea") || copy.querySelector("button")).focus();
  }

  function dropped(move) {
    if (move.from === move.to) { springBack(move); return; }
    const to = move.to.dataset.column, form = move.item.querySelector(`form[data-to="${to}"]`);
    if (form) confirm(move, form); else send(move, { to });
  }

  function begin() {
    document.querySelectorAll("[data-column].cards").forEach((column) => {
      if (window.Sortable.get(column)) return;
      window.Sortable.create(column, { group: "board", sort: false, forceFallback: true, fallbackTolerance: 4, draggable: "article", filter: ".moves, input, textarea", preventOnFilter: false, delay: 200, delayOnTouchOnly: true, onEnd: dropped });
    });
  }
  begin();
  document.addEventListener("htmx:afterSettle", begin);
})();
