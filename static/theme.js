/* Sets the reader's choice of colours where it is not the system's. It runs once the page is read, so that nothing waits for
   it; without a choice nothing changes, so nothing flashes. Stored settings are shared between folders on disk, so the key has a prefix. */
(function () {
  try {
    var chosen = localStorage.getItem("dateline:theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch (e) { /* storage may be closed: follow the system */ }
})();
