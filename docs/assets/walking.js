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

  // The stop is in sight, so that the page need not jump to it: what is selected, else where one has
  // been, else what the view opened on or what is nearest to its middle.
  const becomeOneStop = (view) => {
    const { box, drawn, lights } = view;
    const linkOf = (id) => drawn.nodes.get(id)?.querySelector("a");
    let stop;
    const stopAt = (link) => {
      if (link && link !== stop) {
        stop?.setAttribute("tabindex", -1);
        link.tabIndex = 0;
        stop = link;
      }
    };
    drawn.svg.querySelectorAll("a").forEach((link) => (link.tabIndex = -1));
    stopAt(drawn.svg.querySelector("a"));
    const settle = () => {
      if (!drawn.svg.contains(document.activeElement)) {
        const candidates = [lights.wanted.kept, stop && rg.idOf(stop.closest(".node")), view.first];
        stopAt(linkOf(candidates.find((id) => view.shows(id)) ?? view.nearest()));
      }
    };
    view.addEventListener("moved", settle, { once: true });
    view.addEventListener("rested", settle);
    box.addEventListener("focusin", ({ target }) => target.closest(".node") && stopAt(target));
  };

  rg.walk = walk;
})();
