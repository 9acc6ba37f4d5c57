// Dragging on the month: an entry that is dropped on another day opens the form that
// asks for that day. The entry springs back, for nothing has been moved yet.
"use strict";
(function () {
  function dropped(move) {
    move.from.insertBefore(move.item, move.from.children[move.oldIndex] || null);
    const { day, past } = move.to.dataset; // a day that is over takes it too, so that no other one keeps it
    if (day && past === undefined && move.to !== move.from) window.location.assign(`${move.item.dataset.moves}&to=${day}#form-change`);
  }
  document.querySelectorAll(".mcal ul").forEach((list) => {
    window.Sortable.create(list, { group: "month", sort: false, forceFallback: true, fallbackTolerance: 4, draggable: "[data-moves]", filter: ".moves", preventOnFilter: false, delay: 200, delayOnTouchOnly: true, onEnd: dropped });
  });
})();
