// What is copied out of a spreadsheet is spread over the table's fields, from the
// one it is pasted into on to the right and down.
"use strict";
(function () {
  document.querySelectorAll("[data-paste]").forEach((table) => {
    table.addEventListener("paste", (e) => {
      const text = e.clipboardData.getData("text/plain").replace(/\r\n/g, "\n").replace(/\n$/, "");
      if (!e.target.matches("input") || !/[\t\n]/.test(text)) return;
      e.preventDefault();
      const rows = [...table.tBodies[0].rows].filter((row) => row.querySelector("input"));
      const top = rows.indexOf(e.target.closest("tr")), left = [...rows[top].querySelectorAll("input")].indexOf(e.target);
      text.split("\n").forEach((line, i) => {
        const fields = rows[top + i] ? rows[top + i].querySelectorAll("input") : [];
        line.split("\t").forEach((cell, j) => { if (fields[left + j]) fields[left + j].value = cell.trim(); });
      });
    });
  });
})();
