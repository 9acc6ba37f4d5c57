// The form of a project: rows of stages come and go, weights are summed as they
// are typed, long lists are searched. Without script the server adds rows and sums.
"use strict";
(function () {
  const box = document.querySelector("[data-stages]");
  const rows = () => Array.from(box.querySelectorAll("[data-row]"));
  const most = 20;

  function number() {
    rows().forEach((row, i) => {
      row.querySelector("legend").textContent = row.querySelector("legend").textContent.replace(/[①-⑳]|\d+\.?$/, String.fromCharCode(0x2460 + i));
      row.querySelectorAll("[name^='stages.'], [id^='f-stages.'], [for^='f-stages.'], [aria-describedby]").forEach((part) => {
        ["name", "id", "for", "aria-describedby"].forEach((a) => {
          const v = part.getAttribute(a);
          if (v) part.setAttribute(a, v.replace(/stages\.\d+\./, "stages." + i + "."));
        });
      });
    });
    const add = box.querySelector("[data-add-row]");
    if (add) add.disabled = rows().length >= most;
  }

  function sum() {
    const line = box.querySelector("[data-weights]");
    let total = 0;
    box.querySelectorAll("[name$='.weight']").forEach((field) => { total += parseInt(field.value, 10) || 0; });
    line.querySelector("b").textContent = total;
    line.classList.toggle("off", total !== 100);
  }

  function clear(row) {
    row.querySelectorAll(".err").forEach((e) => e.remove());
    row.querySelectorAll("input, textarea").forEach((field) => {
      field.value = field.name.endsWith("_post_id") ? "0" : "";
      field.removeAttribute("aria-invalid");
    });
  }

  if (box) {
    box.addEventListener("input", sum);
    box.addEventListener("click", (e) => {
      const remove = e.target.closest("[data-remove-row]"), add = e.target.closest("[data-add-row]");
      if (remove) {
        const row = remove.closest("[data-row]");
        if (rows().length > 1) row.remove(); else clear(row);
      }
      if (add) {
        e.preventDefault();
        const row = rows()[rows().length - 1].cloneNode(true);
        clear(row);
        box.querySelector("[data-rows]").append(row);
      }
      if (remove || add) { number(); sum(); }
      if (add) rows()[rows().length - 1].querySelector("input").focus();
    });
  }

  document.querySelectorAll("form select").forEach((list) => {
    if (list.options.length > 12 && window.TomSelect) {
      new TomSelect(list, { maxOptions: 200, allowEmptyOption: true, render: { no_results: null } });
      list.setAttribute("aria-hidden", "true"); // the field in its place has the label
    }
  });
})();
