/* Lets a list of countries, organisations … be ordered by name as well as by number. */
(function () {
  "use strict";
  var table = document.querySelector("table[data-sortable]");
  if (!table) return;
  var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows), heads = table.tHead.rows[0].cells;
  [0, 1].forEach(function (column) {
    var button = document.createElement("button"), head = heads[column];
    button.type = "button";
    while (head.firstChild) button.append(head.firstChild);
    head.append(button);
    button.addEventListener("click", function () {
      var order = rows.slice();
      if (column === 0) order.sort(function (a, b) { return a.cells[0].textContent.localeCompare(b.cells[0].textContent, document.documentElement.lang); });
      order.forEach(function (row) { body.append(row); });
      heads[0].removeAttribute("aria-sort"); heads[1].removeAttribute("aria-sort");
      head.setAttribute("aria-sort", column === 0 ? "ascending" : "descending");
    });
  });
})();
