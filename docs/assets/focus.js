// Where a list is too large for one picture: one paper with what is next to it, as cards. Above it stands
// what it needs and what helps before it, below it what it leads to and helps with. Each card leads on.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { make, papers, part } = rg;

  const MOST = matchMedia("(max-width: 48rem)").matches ? 6 : 12; // cards of a row, at first
  const MORE = 48;
  const HEAD = 9;
  const APART = 14; // pixels between the arrows of what is needed and of what helps
  const WAYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  class Focus {
    matching = null; // the ids that are left of a filter
    centre = null; // the paper in the middle: the one that was selected last

    // `choose` is told where one goes by the arrow keys.
    constructor(choose) {
      this.choose = choose;
      this.name = "Show the papers";
      this.box = make("div", { class: "rg-focus", role: "group", "aria-label": "Papers", "aria-describedby": "_keys", tabindex: -1 });
      this.box.addEventListener("keydown", (event) => this.key(event));
      new ResizeObserver(() => this.trace()).observe(this.box);
    }

    stop(id) {
      return this.box.querySelector(`[data-paper="${CSS.escape(id ?? "")}"]`) ?? this.box;
    }

    select(id) {
      const hadFocus = this.box.contains(document.activeElement);
      this.selected = id;
      this.centre = id ?? this.centre;
      this.draw();
      if (hadFocus) {
        this.stop(id).focus({ preventScroll: true });
      }
    }

    preview() {}

    filter(ids) {
      this.matching = ids.length < papers.all.length ? ids : null;
      this.centre = this.selected;
      if (!this.selected) {
        this.draw();
      }
    }

    gather() {
      this.box.scrollTop = 0;
    }

    // In the middle, with what is above it in sight.
    present() {
      const { offsetTop, offsetHeight } = this.box.querySelector(".centre");
      this.box.scrollTop = offsetTop + offsetHeight / 2 - this.box.clientHeight / 2;
    }

    reveal() {
      this.present();
    }

    open() {}

    draw() {
      const paper = papers.byId.get(this.centre);
      this.box.replaceChildren(make("div", { class: "rg-near" }, paper ? around(paper) : several(this.matching)));
      this.trace();
    }

    // The arrows between the cards, where these are now.
    trace() {
      const near = this.box.firstElementChild;
      near?.querySelector("svg.rg-ties")?.remove();
      if (this.box.querySelector(".centre")) {
        near.querySelectorAll(".rg-row ul").forEach(gather);
        near.prepend(ties(near));
      }
    }

    key(event) {
      const card = event.target.closest("a, button");
      const way = WAYS[event.key];
      if (card && way && rg.isPlain(event)) {
        this.walk(card, ...way);
        event.preventDefault();
      }
    }

    // Sideways within a row, or to the next one; beyond it, that card becomes the middle.
    walk(card, down, aside) {
      const rows = this.rows;
      const at = rows.findIndex((row) => row.includes(card));
      const to = aside ? rows[at][rows[at].indexOf(card) + aside] : rows[at + down]?.[0];
      if (to) {
        to.focus();
      } else if (down && card.dataset.paper && !card.matches(".centre")) {
        this.choose(card.dataset.paper);
        const [above, [centre], below] = this.rows;
        ((down < 0 ? above : below)[0] ?? centre).focus();
      }
    }

    get rows() {
      return [...this.box.querySelectorAll(".rg-row")].map((row) => [...row.querySelectorAll("a, button")]);
    }
  }

  const around = (paper) => {
    const below = papers.restsOn(paper).length;
    const above = papers.leadsTo(paper).length;
    const inAll = (all, some) => all > some.length && `${rg.counted(all, "paper")} in all`;
    const needing = papers.needing.get(paper.id);
    return [
      make(
        "div",
        { class: "rg-row above" },
        row("Before this", inOrder(paper.needs), inAll(below, paper.needs)),
        row("Helps before this", inOrder(paper.background), null, "helping"),
      ),
      make("div", { class: "rg-row" }, card(paper, "centre")),
      make(
        "div",
        { class: "rg-row below" },
        row("Leads to", inOrder(needing), inAll(above, needing)),
        row("Helps with", inOrder(papers.helped.get(paper.id)), null, "helping"),
      ),
    ];
  };

  // What is left of a filter; without one, what can be read next.
  const several = (ids) => {
    const some = ids ? ids.map((id) => papers.byId.get(id)) : rg.progress.next;
    const title = ids ? rg.counted(some.length, "paper") : "What can be read next";
    return make("div", { class: "rg-row" }, row(title, some, null, "", 2 * MOST));
  };

  const inOrder = (pairs) =>
    pairs.map(([id]) => papers.byId.get(id)).toSorted((one, other) => one.step - other.step);

  const row = (title, some, more, kind = "", most = MOST) =>
    some.length > 0 &&
    make(
      "div",
      { class: kind },
      make("p", {}, make("b", {}, title), more && ` · ${more}`),
      make("ul", { "aria-label": title }, cards(some, most)),
    );

  // The first of some, and a button that brings more.
  const cards = (some, most) => {
    const rest = some.length > most + 1 ? some.slice(most) : [];
    const first = rest.length ? some.slice(0, most) : some;
    const more = make("button", { type: "button", class: "rg-mark", onclick: () => unfold(more.parentElement, rest) }, `and ${rg.number(rest.length)} more`);
    return [...first.map((paper) => card(paper)), rest.length > 0 && more].filter(Boolean).map((child) => make("li", {}, child));
  };

  const unfold = (item, rest) => {
    const items = cards(rest, MORE);
    item.replaceWith(...items);
    items[0].firstElementChild.focus();
  };

  const card = (paper, kind = "") => {
    const section = papers.sections.get(paper.section);
    const author = paper.authors[0]?.split(/\s+/).at(-1);
    const by = [author, paper.year].filter(Boolean).join(" · ");
    const told = [paper.name, paper.name !== paper.title && paper.title, by, paper.planned && "planned", `section ${section.number}: ${section.title}`];
    const classes = ["node", rg.sectionClass(section.number), kind, paper.planned && "planned"];
    const link = make(
      "a",
      {
        class: classes.filter(Boolean).join(" "),
        href: `#${paper.id}`,
        title: [paper.title, paper.tldr].filter(Boolean).join(". "),
        "aria-label": told.filter(Boolean).join(", "),
        "aria-current": kind === "centre" && "true",
        "data-paper": paper.id,
        "data-more": [paper.needs.length && "above", papers.needing.get(paper.id).length && "below"].filter(Boolean).join(" "),
      },
      make("b", {}, section.number),
      make("span", { class: paper.name === paper.title ? "rg-titled" : "rg-named", dir: "auto" }, paper.name),
      by && make("span", { class: "rg-by" }, by),
    );
    rg.dress(link, paper);
    return link;
  };

  // Arrows

  const ties = (near) => {
    const svg = part("svg", { class: "rg-ties", "aria-hidden": "true" });
    const centre = place(near.querySelector(".centre"));
    for (const side of ["above", "below"]) {
      const aside = near.querySelectorAll(`.${side} > div`).length > 1 ? APART : 0;
      for (const list of near.querySelectorAll(`.${side} > div`)) {
        const isHelp = list.matches(".helping");
        const x = centre.x + (isHelp ? aside : -aside);
        const ends = endsOf(list.lastElementChild).map(place);
        const lines = ends.map((end) =>
          side === "above" ? tie({ x: end.x, y: end.bottom }, { x, y: centre.top }) : tie({ x, y: centre.bottom }, { x: end.x, y: end.top }),
        );
        const heads = side === "above" ? [{ x, y: centre.top }] : ends.map((end) => ({ x: end.x, y: end.top }));
        svg.append(part("path", { class: isHelp ? "line helping" : "line", d: lines.join("") }));
        svg.append(part("path", { class: "head", d: heads.map(({ x, y }) => `M${x} ${y}l-4 ${-HEAD}h8Z`).join("") }));
      }
    }
    return svg;
  };

  // Cards on several lines stand in a frame.
  const gather = (list) => {
    list.classList.remove("many");
    const { firstElementChild: first, lastElementChild: last } = list;
    list.classList.toggle("many", last.offsetTop >= first.offsetTop + first.offsetHeight);
  };

  const endsOf = (list) =>
    list.matches(".many") ? [list] : [...list.children].map((item) => item.firstElementChild);

  const place = ({ offsetLeft, offsetTop, offsetWidth, offsetHeight }) => ({
    x: offsetLeft + offsetWidth / 2,
    top: offsetTop,
    bottom: offsetTop + offsetHeight,
  });

  const tie = (from, to) => {
    const y = to.y - HEAD;
    const bend = Math.min(60, (y - from.y) / 2);
    return `M${from.x} ${from.y}C${from.x} ${from.y + bend} ${to.x} ${y - bend} ${to.x} ${y}`;
  };

  rg.Focus = papers && Focus;
})();
