// What is asked of data/papers.js: which paper an id means, what it rests on, what words find it.
// Nothing here knows a page.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});

  // Words without their marks, in lower case: "Müller, Łukasz" is found by "lukasz muller".
  const folded = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[ßæœþøłđðı]/g, (letter) => PLAIN[letter])
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  const PLAIN = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i" };
  // Scripts that put no space between words.
  const SPACELESS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

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

  const minutesOf = (papers) => papers.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);

  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  class Papers {
    constructor({ base, plan, news, routes, sections, papers }) {
      this.base = base;
      this.planPage = plan;
      this.newPage = news;
      this.routes = routes;
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

    // The address of the plan to some papers.
    planTo(ids) {
      return this.href(`${this.planPage}?to=${ids.join(",")}`);
    }

    href(address) {
      return new URL(address, this.base).href;
    }

    // What to read to understand some papers: all that they rest on and themselves, in reading order.
    plan(goals) {
      const wanted = new Set(goals.flatMap((paper) => [paper, ...this.restsOn(paper)]));
      return this.all.filter((paper) => wanted.has(paper));
    }

    // Why a paper is in a plan of some ids: those of them that need it, and what for.
    reasons(paper, inside) {
      const needing = this.needing.get(paper.id).filter(([id]) => inside.has(id));
      return needing.map(([id, why]) => ({ later: this.byId.get(id), why }));
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
      const words = folded(text).split(" ").filter(Boolean);
      if (!words.length) {
        return [];
      }
      return this.all
        .map((paper) => [this.rank(paper, words), paper])
        .filter(([rank]) => rank < Infinity)
        .sort(([a, one], [b, other]) => a - b || one.step - other.step)
        .map(([, paper]) => paper);
    }

    // How far from its name the words stand; before all where its name or title begins with them.
    rank(paper, words) {
      const keys = this.keys(paper);
      const places = words.map((word) =>
        keys.findIndex((key) => (SPACELESS.test(word) ? key.includes(word) : ` ${key}`.includes(` ${word}`))),
      );
      if (places.includes(-1)) {
        return Infinity;
      }
      const begins = keys.slice(0, 2).some((key) => key.startsWith(words.join(" ")));
      return begins ? -1 : Math.max(...places);
    }

    keys(paper) {
      paper.keys ??= [
        paper.name,
        paper.title,
        paper.authors.join(" "),
        paper.tags.join(" "),
        [paper.id, ...paper.aliases].join(" "),
        String(paper.year ?? ""),
      ].map(folded);
      return paper.keys;
    }
  }

  Object.assign(rg, { duration, minutesOf, counted });
  rg.papers = rg.data && new Papers(rg.data);
})();
