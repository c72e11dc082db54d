// What has been read, in the pictures and on cards: a tick, or half a disc where it has been begun; a
// thick border where it can be read next.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { papers, progress, part } = rg;
  if (!progress) {
    return;
  }

  const SIGNS = { read: "M-3.5 0.3L-1 2.8L3.6 -2.6", reading: "M0 -4A4 4 0 0 1 0 4Z" };
  const SAID = { read: ", read", reading: ", begun", next: ", can be read next" };
  const INSIDE = 10; // from the lower right corner of a card

  // A node of a picture, or a link that stands for a paper.
  const dress = (node, paper) => {
    const state = progress.state(paper);
    const looks = state === "unread" && progress.isNext(paper) ? "next" : state;
    if ((node.dataset.looks ?? "unread") === looks) {
      return;
    }
    node.dataset.looks = looks;
    const link = node.querySelector("a") ?? node;
    link.querySelector(".sign")?.remove();
    if (SIGNS[looks]) {
      link.append(sign(node.querySelector(".card"), looks));
    }
    node.dataset.spoken ??= link.getAttribute("aria-label") ?? link.textContent;
    link.setAttribute("aria-label", node.dataset.spoken + (SAID[looks] ?? ""));
  };

  const sign = (card, looks) => {
    const group = card ? part("g", { transform: corner(card) }) : part("svg", { viewBox: "-8 -8 16 16", "aria-hidden": "true" });
    group.setAttribute("class", `sign ${looks}`);
    group.append(part("circle", { r: 7 }), part("path", { d: SIGNS[looks] }));
    return group;
  };

  const corner = (card) => {
    const [x, y] = ["width", "height"].map((side) => Number(card.getAttribute(side)) - INSIDE);
    return `translate(${x} ${y})`;
  };

  const show = () => {
    for (const { drawn } of rg.pictures) {
      for (const [id, node] of drawn.nodes) {
        if (node.dataset.paper) {
          dress(node, papers.byId.get(id));
        }
      }
    }
    document.querySelectorAll("a[data-paper]").forEach((link) => dress(link, papers.byId.get(link.dataset.paper)));
  };

  rg.dress = dress;
  progress.addEventListener("change", show);
  show();
})();
