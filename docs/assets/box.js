// Boxes, {x, y, width, height}: arithmetic only.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});

  const meet = (one, other) =>
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height;

  const around = (...boxes) => {
    const x = Math.min(...boxes.map((box) => box.x));
    const y = Math.min(...boxes.map((box) => box.y));
    const right = Math.max(...boxes.map((box) => box.x + box.width));
    const bottom = Math.max(...boxes.map((box) => box.y + box.height));
    return { x, y, width: right - x, height: bottom - y };
  };

  const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });

  const grown = ({ x, y, width, height }, by) => ({
    x: x - by,
    y: y - by,
    width: width + 2 * by,
    height: height + 2 * by,
  });

  const holds = (outer, inner) => {
    const { x, y, width, height } = around(outer, inner);
    return x === outer.x && y === outer.y && width === outer.width && height === outer.height;
  };

  rg.box = { meet, around, middle, grown, holds };
})();
