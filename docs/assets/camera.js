// Where a picture stands in its view: arithmetic only. A box is {x, y, width, height}. A camera is
// {x, y, scale}: where the top left corner of the picture is, in pixels of the view, and how large its
// units are.
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

  const holds = (outer, inner) =>
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height;

  rg.box = { meet, around, middle, grown, holds };

  const CLOSEST = 3;
  // The smallest letters of a picture are 12 units high; they are to have 11 pixels at least.
  const LEGIBLE = 0.92;
  const MARGIN = 12;

  const fitting = (picture, view) =>
    Math.min(1, (view.width - 2 * MARGIN) / picture.width, (view.height - 2 * MARGIN) / picture.height);

  // All of the picture, but not larger than it is.
  const fitted = (picture, view) =>
    kept({ x: 0, y: 0, scale: fitting(picture, view) }, picture, view);

  // A point of the picture in the middle of the view.
  const centred = (point, scale, picture, view) =>
    kept(
      { x: view.width / 2 - point.x * scale, y: view.height / 2 - point.y * scale, scale },
      picture,
      view,
    );

  // Larger or smaller, with one point of the view staying where it is.
  const zoomed = (camera, factor, at, picture, view) => {
    const least = Math.min(LEGIBLE, fitting(picture, view));
    const scale = Math.min(CLOSEST, Math.max(least, camera.scale * factor));
    const grown = scale / camera.scale;
    const moved = { x: at.x - (at.x - camera.x) * grown, y: at.y - (at.y - camera.y) * grown, scale };
    return kept(moved, picture, view);
  };

  const panned = (camera, x, y, picture, view) =>
    kept({ ...camera, x: camera.x + x, y: camera.y + y }, picture, view);

  // Moved no further than it takes for a box of the picture to be seen.
  const revealing = (camera, box, picture, view) => {
    const shift = (start, size, from, room) => {
      const [low, high] = [start * camera.scale + from, (start + size) * camera.scale + from];
      return low < 2 * MARGIN ? 2 * MARGIN - low : Math.min(0, room - 2 * MARGIN - high);
    };
    const x = shift(box.x, box.width, camera.x, view.width);
    const y = shift(box.y, box.height, camera.y, view.height);
    return panned(camera, x, y, picture, view);
  };

  // The part of the picture that is seen.
  const seen = ({ x, y, scale }, { width, height }) =>
    ({ x: -x / scale, y: -y / scale, width: width / scale, height: height / scale });

  // Never out of the view: in its middle where there is room, else without a gap at its sides.
  const kept = (camera, picture, view) => {
    const within = (at, size, room) => {
      const gap = room - size * camera.scale;
      return gap > -2 * MARGIN ? gap / 2 : Math.min(MARGIN, Math.max(gap - MARGIN, at));
    };
    return {
      x: within(camera.x, picture.width, view.width),
      y: within(camera.y, picture.height, view.height),
      scale: camera.scale,
    };
  };

  rg.camera = { LEGIBLE, fitting, fitted, centred, zoomed, panned, revealing, seen };
})();
