/* Search over the whole site. The index is a script of its own (search-index.js), so it works from disk. A word finds
   what begins with it; a longer word also finds what begins with its stem, which covers most endings of inflection. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-search]"), list = document.querySelector("[data-results]");
  var index = window.dateline_index;
  if (!form || !index) return;
  var field = form.querySelector("input"), output = form.querySelector("output");
  var fold = function (text) {
    return text.toLowerCase().replace(/ß/g, "ss").replace(/ø/g, "o").replace(/æ/g, "ae").replace(/ł/g, "l").replace(/đ/g, "d").replace(/ı/g, "i")
      .normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  };
  var padded = index.map(function (item) { return " " + item[4]; });
  var titles = index.map(function (item) { return " " + fold(item[2]); });
  var find = function (query) {
    var words = fold(query).split(" ").filter(Boolean);
    if (!words.length) return [];
    var found = [];
    index.forEach(function (item, n) {
      var score = 0;
      for (var i = 0; i < words.length; i++) {
        var word = words[i], stem = word.length > 5 ? word.slice(0, Math.max(4, word.length - 3)) : word;
        if (titles[n].indexOf(" " + word) >= 0) score += 8;
        else if (padded[n].indexOf(" " + word + " ") >= 0) score += 5;
        else if (padded[n].indexOf(" " + word) >= 0) score += 4;
        else if (stem !== word && padded[n].indexOf(" " + stem) >= 0) score += 1;
        else return;
      }
      found.push([score + (item[1] && titles[n].indexOf(" " + words[0]) === 0 ? 6 : 0), n]);
    });
    return found.sort(function (a, b) { return b[0] - a[0] || a[1] - b[1]; });
  };
  var show = function () {
    var found = find(field.value);
    list.textContent = "";
    found.slice(0, 100).forEach(function (hit) {
      var item = index[hit[1]], row = document.createElement("li"), link = document.createElement("a"), small = document.createElement("span");
      link.href = item[0];
      link.textContent = item[2];
      small.textContent = (item[1] ? item[1] + " · " : "") + item[3];
      row.append(link, small);
      list.append(row);
    });
    var text = found.length === 1 ? form.dataset.foundOne : form.dataset.found.replace("{n}", found.length);
    output.textContent = field.value.trim() ? (found.length ? text : form.dataset.none) : "";
  };
  form.addEventListener("input", function () {
    show();
    try { history.replaceState(null, "", location.pathname + (field.value ? "?q=" + encodeURIComponent(field.value) : "")); } catch (e) { /* on disk */ }
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  field.value = new URLSearchParams(location.search).get("q") || "";
  form.hidden = false;
  show();
  field.focus();
})();
