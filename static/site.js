/* What every page can do with script: colours, keys, redirects, open disclosures in print. */
(function () {
  "use strict";
  var doc = document, root = doc.documentElement;

  /* colours */
  var theme = doc.querySelector("[data-theme]:not(html)");
  if (theme) {
    theme.hidden = false;
    var buttons = theme.querySelectorAll("button");
    var show = function () {
      buttons.forEach(function (b) { b.setAttribute("aria-pressed", String(b.value === (root.dataset.theme || ""))); });
    };
    theme.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) return;
      if (button.value) root.dataset.theme = button.value; else delete root.dataset.theme;
      try { localStorage.setItem("dateline:theme", button.value); } catch (e) { /* not remembered */ }
      show();
    });
    show();
  }

  /* an entry that has moved */
  var moved = doc.querySelector("a[data-moved]");
  if (moved) location.replace(moved.href);

  /* what a link leads to is unfolded, also where the browser does not do so by itself */
  var unfold = function () {
    var name = location.hash.slice(1), shut = false;
    try { name = decodeURIComponent(name); } catch (e) { /* not every address that someone made holds together */ }
    var place = name && doc.getElementById(name);
    for (var fold = place && place.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      shut = shut || !fold.open;
      fold.open = true;
    }
    if (shut) place.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  /* keys: / search, j k events, ? help; none while typing */
  var events = function () { return Array.prototype.filter.call(doc.querySelectorAll(".event h4 a, .results a"), function (a) { return a.checkVisibility ? a.checkVisibility({ contentVisibilityAuto: false }) && !a.closest("details:not([open])") : a.offsetParent; }); };
  doc.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "/") {
      var field = doc.querySelector("#words") || doc.querySelector("#q");
      if (field) { event.preventDefault(); field.focus(); }
    } else if (event.key === "?") {
      var keys = doc.querySelector("[data-keys]");
      if (keys) { keys.hidden = !keys.hidden; if (!keys.hidden) keys.scrollIntoView({ block: "center" }); }
    } else if (event.key === "j" || event.key === "k") {
      var list = events(), here = list.indexOf(doc.activeElement), next;
      if (here < 0) {
        next = list.find(function (a) { return a.getBoundingClientRect().top > 0; });
      } else {
        next = list[here + (event.key === "j" ? 1 : -1)];
      }
      if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
    }
  });

  /* sidenotes print whole, also where the browser cannot open them by style */
  addEventListener("beforeprint", function () { doc.querySelectorAll("details").forEach(function (d) { d.open = true; }); });
})();
