// What is wider than its place.
(() => {
  "use strict";

  // A formula or table that is too wide for its page can be scrolled with the keys, too: it becomes a
  // stop for Tab as long as it is too wide, and none otherwise.
  const scrollers =
    ":is(.rg-lead, .rg-notes, .rg-cards) :is(div, p, ul, ol, table, pre), .md-typeset__scrollwrap";

  // Those that are not there yet, as they are out of sight, are asked when they come: to ask has them
  // laid out, one by one.
  const isLazy = CSS.supports("content-visibility", "auto");
  const there = `:is(${scrollers})${isLazy ? ":not(.rg-lazy *)" : ""}`;
  const come = new Set();
  document.addEventListener(
    "contentvisibilityautostatechange",
    ({ target, skipped }) => {
      if (skipped) {
        come.delete(target);
      } else {
        come.add(target);
        tell(target.querySelectorAll(scrollers));
      }
    },
    true,
  );

  const update = () => {
    tell(document.querySelectorAll(there));
    come.forEach((entry) => tell(entry.querySelectorAll(scrollers)));
  };

  const tell = (elements) => {
    for (const element of elements) {
      const scrolls = getComputedStyle(element).overflowX === "auto";
      if (scrolls && element.scrollWidth > element.clientWidth) {
        element.tabIndex = 0;
      } else {
        element.removeAttribute("tabindex");
      }
    }
  };

  // The theme wraps tables when its own script runs, which may be after this one.
  addEventListener("load", update);
  addEventListener("resize", update);

  // A picture wider than its frame opens on what to read first, instead of on its left edge.
  const open = (frame) => {
    const first = frame.querySelector(".node:not(.near, .planned)");
    if (first) {
      const node = first.getBoundingClientRect();
      const view = frame.getBoundingClientRect();
      frame.scrollLeft += node.left + node.width / 2 - view.left - view.width / 2;
    }
  };

  for (const frame of document.querySelectorAll(".rg-figure:not(.rg-view)")) {
    const fold = frame.closest("details:not([open])");
    if (fold) {
      fold.addEventListener("toggle", () => open(frame), { once: true });
    } else {
      open(frame); // a closed one is not to be laid out only to be measured
    }
  }
})();
