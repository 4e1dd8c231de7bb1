/* Search over a very large site with Pagefind (search: pagefind in site.yaml): its index comes in pieces, so a search
   loads what it needs and no more. The index is made after the build and needs a host; where it is not there, the page
   says so. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-pagefind]"), list = document.querySelector("[data-results]");
  if (!form) return;
  var field = form.querySelector("input"), output = form.querySelector("output"), asked = 0, most = 40;
  var words = function (html) { return new DOMParser().parseFromString(html, "text/html").body.textContent; };
  var row = function (found) {
    var item = document.createElement("li"), link = document.createElement("a"), small = document.createElement("span");
    link.href = found.url;
    link.textContent = found.meta.title;
    small.textContent = (found.meta.date ? found.meta.date.replace(/\s+/g, " ").trim() + " · " : "") + words(found.excerpt);
    item.append(link, small);
    return item;
  };
  var start = function (engine) {
    var show = function () {
      var query = field.value.trim(), turn = ++asked;
      if (!query) { list.textContent = output.textContent = ""; return; }
      engine.search(query).then(function (found) {
        return Promise.all(found.results.slice(0, most).map(function (one) { return one.data(); })).then(function (rows) {
          if (turn !== asked) return; // the reader has typed on
          list.replaceChildren.apply(list, rows.map(row));
          var number = found.results.length;
          output.textContent = number ? (number === 1 ? form.dataset.foundOne : form.dataset.found.replace("{n}", number)) : form.dataset.none;
        });
      });
    };
    form.addEventListener("input", function () {
      show();
      history.replaceState(null, "", location.pathname + (field.value ? "?q=" + encodeURIComponent(field.value) : ""));
    });
    show();
  };
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  field.value = new URLSearchParams(location.search).get("q") || "";
  form.hidden = false;
  field.focus();
  import(new URL(form.dataset.pagefind, document.baseURI).href).then(start, function () { output.textContent = form.dataset.missing; });
})();
