/* What makes a page wider than its window: its width and the first element that sticks out; null where nothing does. */
() => {
  const wide = document.documentElement.scrollWidth, room = document.documentElement.clientWidth;
  if (wide <= room) return null;
  const scrolls = element => {
    for (let p = element.parentElement; p; p = p.parentElement) {
      if (getComputedStyle(p).overflowX !== "visible") return true;
    }
    return false;
  };
  const culprit = [...document.querySelectorAll("main *, header *, footer *")]
    .find(element => element.getBoundingClientRect().right > room + 1 && !scrolls(element));
  return [wide, culprit ? culprit.outerHTML.slice(0, 120) : "?"];
}
