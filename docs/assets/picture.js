// A picture wider than its frame opens on what to read first, instead of on its left edge.
(() => {
  "use strict";

  const open = (frame) => {
    const first = frame.querySelector(".node:not(.near, .planned)");
    if (first) {
      const node = first.getBoundingClientRect();
      const view = frame.getBoundingClientRect();
      frame.scrollLeft += node.left + node.width / 2 - view.left - view.width / 2;
    }
  };

  for (const frame of document.querySelectorAll(".rg-figure:not(.rg-view)")) {
    open(frame);
    frame.closest("details")?.addEventListener("toggle", () => open(frame), { once: true });
  }
})();
