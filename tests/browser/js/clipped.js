/* Texts that stick out of the window or are cut off by a box around them. */
() => {
  const room = document.documentElement.clientWidth, out = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const isCut = (element, box) => {
    for (let p = element; p; p = p.parentElement) {
      const style = getComputedStyle(p), around = p.getBoundingClientRect();
      if (style.overflowX !== "visible" && (box.right > around.right + 1 || box.left < around.left - 1)) return true;
      if (style.overflowY !== "visible" && around.height > 0 && box.bottom > around.bottom + 1) return true;
    }
    return false;
  };
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest(".away, .skip")) continue;
    if (!element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const beyond = box.right > room + 1 || box.left < -1;
      if (!beyond && !isCut(element, box)) continue;
      out.push([beyond ? "beyond the paper" : "cut off", node.data.trim().slice(0, 60)]);
      break;
    }
  }
  return out.slice(0, 6);
}
