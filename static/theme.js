/* Sets the reader's choice of colours before anything is drawn. Stored settings are shared between folders on disk, so the key has a prefix. */
(function () {
  try {
    var chosen = localStorage.getItem("dateline:theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch (e) { /* storage may be closed: follow the system */ }
})();
