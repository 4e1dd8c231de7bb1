/* Pairs of texts of which one lies over the other. */
() => {
  const boxes = [], out = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const unseen = element => !element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) || element.closest(".away");
  for (let node; (node = walker.nextNode());) {
    if (!node.data.trim() || unseen(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 1 && box.height > 1) boxes.push([box, node.data.trim().slice(0, 40), node]);
    }
  }
  boxes.sort((a, b) => a[0].top - b[0].top);
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length && boxes[j][0].top < boxes[i][0].bottom; j++) {
      const [a, b] = [boxes[i][0], boxes[j][0]];
      const x = Math.min(a.right, b.right) - Math.max(a.left, b.left), y = Math.min(a.bottom, b.bottom) - b.top;
      if (boxes[i][2] !== boxes[j][2] && x > 2 && y > .45 * Math.min(a.height, b.height)) out.push([boxes[i][1], boxes[j][1]]);
    }
  }
  return out.slice(0, 5);
}
