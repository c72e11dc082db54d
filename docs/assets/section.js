// The index of a long section finds its papers by some letters, too.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { make, papers } = rg;
  const index = document.querySelector(".rg-index");
  if (!index || !papers) {
    return;
  }

  const inside = new Set([...index.querySelectorAll("a")].map(({ dataset }) => dataset.paper));
  const here = {
    sections: papers.sections,
    search: (words) => papers.search(words).filter(({ id }) => inside.has(id)),
  };
  // As a link leads there: to where one is already, too.
  const choose = ({ id }) => make("a", { href: `#${id}` }).click();
  index.firstElementChild.after(rg.finder(here, { choose, name: "Find in this section" }));
})();
