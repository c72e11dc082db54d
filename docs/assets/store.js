// What is kept of a person's reading: to be saved, added to and forgotten.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { button, make, papers, progress, save } = rg;

  const store = () => {
    const file = make("input", {
      type: "file",
      accept: ".json,application/json",
      hidden: true,
      "aria-label": "A file of progress",
      onchange: async () => {
        const [chosen] = file.files;
        const merged = chosen && progress.merge(await chosen.text());
        file.value = "";
        told.replaceChildren(...(merged ? outcome(merged) : ["This file holds no progress: nothing was changed."]));
      },
    });
    const told = make("p", { role: "status" });
    const keeping = make("span", {});

    const outcome = ({ added, differing, strange }) => [
      `${rg.counted(added.length, "paper")} added`,
      strange > 0 && `; ${strange} not on this list`,
      differing.length > 0 && `; ${differing.length} marked otherwise here, which stay. `,
      differing.length > 0 && button("Take those of the file", () => {
        progress.take(differing);
        tell("Taken from the file.");
      }),
    ].filter(Boolean);

    const forget = button("Forget it", () => {
      const sure = button("Forget them all", () => {
        progress.forget();
        tell("Forgotten.");
      });
      told.replaceChildren("This takes away all marks of this list. ", sure);
    });

    // Said in place of a button, so that the focus moves on.
    const tell = (text) => {
      told.textContent = text;
      forget.focus();
    };

    const element = make(
      "details",
      { class: "rg-fold rg-store" },
      make("summary", {}, "Your progress"),
      make("p", {}, "What you have read is kept by this browser, and nowhere else. ", keeping),
      make(
        "p",
        { class: "rg-tools-row" },
        button("Save to a file", () => save(progress.text, "reading-progress.json", "application/json")),
        button("Add from a file", () => file.click()),
        forget,
        file,
      ),
      told,
    );

    const count = () => {
      const kept = papers.all.filter((paper) => progress.own(paper) && progress.state(paper) !== "unread");
      keeping.textContent = progress.unsaved
        ? "But its storage is closed or full: marks last as long as this page."
        : `${rg.counted(kept.length, "paper")} of ${papers.all.length} marked.`;
    };
    progress.addEventListener("change", count);
    count();
    return element;
  };

  rg.store = store;
})();
