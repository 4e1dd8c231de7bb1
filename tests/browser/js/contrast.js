/* The contrast of two custom properties, as WCAG computes it. */
names => {
  const light = channels => {
    const [r, g, b] = channels.map(x => (x / 255 <= .04045 ? x / 255 / 12.92 : ((x / 255 + .055) / 1.055) ** 2.4));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const of = name => {
    const element = document.createElement("i");
    element.style.color = `var(${name})`;
    document.body.append(element);
    const found = getComputedStyle(element).color.match(/[\d.]+/g).slice(0, 3).map(Number);
    element.remove();
    return light(found);
  };
  const [high, low] = names.map(of).sort((a, b) => b - a);
  return (high + .05) / (low + .05);
}
