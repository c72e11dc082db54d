// The buttons by which a person says what they have read, the same on every page.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { make, papers, progress } = rg;
  if (!progress) {
    return;
  }

  // Of one paper. After "Read" it offers to mark what the paper rests on, too.
  const marker = (paper) => {
    const button = (state, name) =>
      make(
        "button",
        {
          type: "button",
          class: "rg-mark",
          "data-state": state,
          onclick: () => press(state),
        },
        name,
      );
    const offer = make("span", { class: "rg-offer", role: "status" });
    const press = (state) => {
      const next = progress.state(paper) === state ? "unread" : state;
      progress.mark([paper], next);
      if (progress.unsaved) {
        offer.textContent = "Not kept: this browser's storage is closed or full";
      } else if (next === "read") {
        offer.replaceChildren(...offered());
      }
    };
    const offered = () => {
      const below = papers.restsOn(paper).filter((other) => !progress.isMarked(other));
      const accept = () => {
        progress.mark(below, "read");
        offer.replaceChildren(`${rg.counted(below.length, "paper")} marked`);
        element.querySelector("[data-state=read]").focus();
      };
      const what = below.length === 1 ? below[0].name : `the ${rg.number(below.length)} papers`;
      return below.length
        ? [rg.button(`Mark ${what} it rests on, too`, accept)]
        : [];
    };
    const element = make(
      "div",
      { class: "rg-marker", role: "group", "aria-label": `Your progress: ${paper.name}`, "data-of": paper.id },
      button("reading", "Reading"),
      button("read", "Read"),
      offer,
    );
    show(element);
    return element;
  };

  const show = (element) => {
    const state = progress.state(papers.byId.get(element.dataset.of));
    if (state !== "read") {
      element.lastChild.replaceChildren();
    }
    element.querySelectorAll("[data-state]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.state === state));
    });
  };

  progress.addEventListener("change", () => document.querySelectorAll(".rg-marker").forEach(show));

  // In the entries of a section.
  document.querySelectorAll(".rg-entry").forEach((entry) => {
    const paper = papers.find(entry.dataset.paper);
    entry.querySelector(".rg-facts").before(marker(paper));
  });

  rg.marker = marker;
})();
