// A formula or table that is too wide for its page can be scrolled with the keys, too: it becomes a
// stop for Tab as long as it is too wide, and none otherwise.
(() => {
  "use strict";

  const scrollers =
    ":is(.rg-lead, .rg-notes, .rg-cards) :is(div, p, ul, ol, table, pre), .md-typeset__scrollwrap";

  const update = () => {
    for (const element of document.querySelectorAll(scrollers)) {
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
})();
