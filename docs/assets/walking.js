// The arrow keys walk from paper to paper: up to what one needs, down to what it leads to, sideways
// within a rank.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});

  const MOST_STOPS = 60; // larger pictures are one stop for Tab; the arrow keys lead on from there
  const WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

  const walk = (view) => {
    const { box, drawn } = view;
    box.addEventListener("keydown", (event) => {
      const id = rg.idOf(event.target.closest(".node"));
      if (id && WAYS[event.key] && rg.isPlain(event)) {
        const next = drawn.neighbour(id, WAYS[event.key]);
        drawn.nodes.get(next)?.querySelector("a").focus({ preventScroll: true });
        event.preventDefault();
      }
    });
    box.addEventListener("focusin", ({ target }) => {
      const node = target.closest(".node");
      if (node && target.matches(":focus-visible")) {
        view.reveal(rg.idOf(node));
      }
    });
    box.setAttribute("aria-describedby", "_keys");
    if (drawn.nodes.size > MOST_STOPS) {
      becomeOneStop(view);
    }
  };

  const becomeOneStop = ({ box, drawn }) => {
    let stop = drawn.svg.querySelector("a");
    drawn.svg.querySelectorAll("a").forEach((link) => (link.tabIndex = link === stop ? 0 : -1));
    box.addEventListener("focusin", ({ target }) => {
      if (target.closest(".node")) {
        stop.tabIndex = -1;
        stop = target;
        stop.tabIndex = 0;
      }
    });
  };

  rg.walk = walk;
})();
