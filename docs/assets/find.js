// Finds a paper by some of its letters: a combobox as the ARIA practices describe it.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { make } = rg;
  const MOST = 8;

  // `choose` is told the paper that was chosen, `preview` the one that would be, or nothing.
  const finder = (papers, { choose, preview = () => {}, name = "Find a paper" }) => {
    let found = [];
    let active = -1;

    const input = make("input", {
      type: "search",
      role: "combobox",
      placeholder: name,
      "aria-label": `${name} by title, author, tag or id`,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": "_found",
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "go",
    });
    const list = make("ul", { id: "_found", role: "listbox", "aria-label": "Papers found", hidden: true });
    const none = make("p", { class: "rg-none", hidden: true });
    const said = make("span", { class: "rg-said", role: "status" });

    const show = () => {
      const words = input.value.trim();
      const all = papers.search(words);
      found = all.slice(0, MOST);
      list.replaceChildren(...found.map(option));
      list.hidden = !found.length;
      none.hidden = !words || found.length > 0;
      none.textContent = none.hidden ? "" : "Nothing found";
      input.setAttribute("aria-expanded", String(!list.hidden));
      said.textContent = words ? (all.length ? `${rg.counted(all.length, "paper")} found` : "Nothing found") : "";
      point(found.length ? 0 : -1);
    };

    const option = (paper, n) =>
      make(
        "li",
        {
          id: `_found-${n}`,
          role: "option",
          class: rg.sectionClass(papers.sections.get(paper.section).number),
          onpointerdown: (event) => event.preventDefault(), // the focus stays where one types
          onclick: () => take(n),
        },
        make("b", {}, paper.name),
        make("span", {}, [paper.name !== paper.title && paper.title, paper.authors[0], paper.year].filter(Boolean).join(" · ")),
      );

    const point = (n) => {
      active = n;
      [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === n)));
      if (n < 0) {
        input.removeAttribute("aria-activedescendant");
      } else {
        input.setAttribute("aria-activedescendant", `_found-${n}`);
        list.children[n].scrollIntoView({ block: "nearest" });
      }
      preview(found[n]);
    };

    const close = () => {
      list.hidden = none.hidden = true;
      input.setAttribute("aria-expanded", "false");
      found = [];
      point(-1);
    };

    const take = (n) => {
      const paper = found[n];
      close();
      input.value = "";
      choose(paper);
    };

    const keys = {
      ArrowDown: () => (found.length ? point((active + 1) % found.length) : show()),
      ArrowUp: () => found.length && point((active - 1 + found.length) % found.length),
      Enter: () => active >= 0 && take(active),
      Escape: () => {
        close();
        input.value = "";
      },
    };
    input.addEventListener("keydown", (event) => {
      const open = !list.hidden || !none.hidden || input.value;
      if (keys[event.key] && (open || event.key !== "Escape")) {
        keys[event.key]();
        event.preventDefault();
        event.stopPropagation();
      }
    });
    input.addEventListener("input", show);
    input.addEventListener("blur", close);

    return make("div", { class: "rg-find" }, input, list, none, said);
  };

  rg.finder = finder;
})();
