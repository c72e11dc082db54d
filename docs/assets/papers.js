// What is asked of data/papers.js: which paper an id means, what it rests on, what words find it.
// Nothing here knows a page.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});

  // Letters without their marks, in lower case: "Müller" is found by "muller".
  const folded = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss");

  // Minutes as people say them, as the pages do: from two hours on to the half hour, from ten on to
  // the hour.
  const duration = (minutes) => {
    const step = minutes < 120 ? 1 : minutes < 600 ? 30 : 60;
    const whole = roundedToEven(minutes / step) * step;
    const parts = [whole >= 60 && `${Math.floor(whole / 60)} h`, whole % 60 && `${whole % 60} min`];
    return parts.filter(Boolean).join(" ");
  };

  const roundedToEven = (value) => {
    const down = Math.floor(value);
    return value - down === 0.5 ? down + (down % 2) : Math.round(value);
  };

  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  class Papers {
    constructor({ base, sections, papers }) {
      this.base = base;
      this.sections = new Map(sections.map((section, n) => [section.id, { ...section, number: n + 1 }]));
      this.all = papers.map((paper, n) => ({
        authors: [], tags: [], aliases: [], needs: [], background: [], actions: [],
        ...paper,
        step: n + 1,
      }));
      this.byId = new Map(this.all.map((paper) => [paper.id, paper]));
      this.byAlias = new Map(this.all.flatMap((paper) => paper.aliases.map((id) => [id, paper])));
      this.needing = this.inverted("needs");
      this.helped = this.inverted("background");
    }

    // The paper of an id, also of one that it had before.
    find(id) {
      return this.byId.get(id) ?? this.byAlias.get(id);
    }

    href(address) {
      return new URL(address, this.base).href;
    }

    // All that a paper rests on, directly or not, in reading order.
    restsOn(paper) {
      return this.reached(paper, ({ needs }) => needs.map(([id]) => id));
    }

    // All that rests on a paper, directly or not, in reading order.
    leadsTo(paper) {
      return this.reached(paper, ({ id }) => this.needing.get(id).map(([later]) => later));
    }

    reached(paper, next) {
      const found = new Set();
      const open = next(paper);
      while (open.length) {
        const id = open.pop();
        if (!found.has(id)) {
          found.add(id);
          open.push(...next(this.byId.get(id)));
        }
      }
      return this.all.filter(({ id }) => found.has(id));
    }

    // From each paper to those that name it, each with its reason.
    inverted(field) {
      const found = new Map(this.all.map(({ id }) => [id, []]));
      for (const paper of this.all) {
        for (const [id, why] of paper[field]) {
          found.get(id).push([paper.id, why]);
        }
      }
      return found;
    }

    // The papers in which every word of the text begins something, best first.
    search(text) {
      const words = folded(text).split(/\s+/).filter(Boolean);
      if (!words.length) {
        return [];
      }
      return this.all
        .map((paper) => [this.rank(paper, words), paper])
        .filter(([rank]) => rank < Infinity)
        .sort(([a, one], [b, other]) => a - b || one.step - other.step)
        .map(([, paper]) => paper);
    }

    // How far from its name the words stand: 0 where the name begins with the first of them.
    rank(paper, words) {
      const places = words.map((word) =>
        this.keys(paper).findIndex((key) => key.startsWith(word) || key.includes(` ${word}`)),
      );
      return places.includes(-1) ? Infinity : Math.max(...places);
    }

    keys(paper) {
      paper.keys ??= [
        paper.name,
        paper.title,
        paper.authors.join(" "),
        paper.tags.join(" "),
        [paper.id, ...paper.aliases].join(" "),
        paper.id.replaceAll("-", " "),
        String(paper.year ?? ""),
      ].map((text) => folded(text).replace(/[^\p{L}\p{N}-]+/gu, " ").trim());
      return paper.keys;
    }
  }

  Object.assign(rg, { folded, duration, counted, Papers });
})();
