// What is asked of data/papers.js: which paper an id means, what it rests on, what words find it.
// Nothing here knows a page.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});

  // Words without their marks, in lower case: "Müller, Łukasz" is found by "lukasz muller". British and
  // American spelling are one: "normalize" is "normalise".
  const folded = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[ßæœþøłđðı]/g, (letter) => PLAIN[letter])
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .replace(/(?<=[iy])z/g, "s")
      .trim();
  const PLAIN = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i" };
  // What a question is asked with, not what it is about.
  const EMPTY = new Set(
    "a an and are be can did do does explain explained for from how i in is it of on or the to use used was what when where which who why with work works".split(" "),
  );
  // What a word may end with or without: "encoding" finds "encoder".
  const ENDING = /(?<=.{4})(?:ations?|ings?|ers?|als?|e?s)$/;
  const SHORT = 3;
  const MOST_WORDS = 30; // of what is typed or pasted
  const SENTENCES = 6; // where they begin among the keys of a paper
  const REASONS = 7; // where what it needs others for stands
  // Scripts that put no space between words.
  const SPACELESS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

  const number = (count) => count.toLocaleString("en");

  // Minutes as people say them, as the pages do: from two hours on to the half hour, from ten on to
  // the hour.
  const duration = (minutes) => {
    const step = minutes < 120 ? 1 : minutes < 600 ? 30 : 60;
    const whole = roundedToEven(minutes / step) * step;
    const parts = [whole >= 60 && `${number(Math.floor(whole / 60))} h`, whole % 60 && `${whole % 60} min`];
    return parts.filter(Boolean).join(" ");
  };

  const roundedToEven = (value) => {
    const down = Math.floor(value);
    return value - down === 0.5 ? down + (down % 2) : Math.round(value);
  };

  const minutesOf = (papers) => papers.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);

  const counted = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

  const needed = ({ needs }) => needs.map(([id]) => id);

  class Papers {
    constructor({ base, plan, news, routes, sections, papers }) {
      this.base = base;
      this.planPage = plan;
      this.newPage = news;
      this.routes = routes;
      this.sections = new Map(sections.map((section, n) => [section.id, { ...section, number: n + 1 }]));
      this.all = papers.map((paper, n) => ({
        title: paper.name, authors: [], tags: [], aliases: [], needs: [], background: [], actions: [],
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
      return this.reached(goals.map(({ id }) => id), needed);
    }

    // Why a paper is in a plan of some ids: those of them that need it, and what for.
    reasons(paper, inside) {
      const needing = this.needing.get(paper.id).filter(([id]) => inside.has(id));
      return needing.map(([id, why]) => ({ later: this.byId.get(id), why }));
    }

    // All that a paper rests on, directly or not, in reading order.
    restsOn(paper) {
      return this.reached(needed(paper), needed);
    }

    // All that rests on a paper, directly or not, in reading order.
    leadsTo(paper) {
      const later = ({ id }) => this.needing.get(id).map(([other]) => other);
      return this.reached(later(paper), later);
    }

    // The papers of some ids, and what one comes to from there, in reading order.
    reached(ids, next) {
      const found = new Set();
      const open = [...ids];
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

    // The papers in which every word of the text begins something, best first; where there is none,
    // those that have some of the words, the most first. Of a question only what it is about counts.
    search(text) {
      const typed = folded(text);
      const all = typed.split(" ").filter(Boolean);
      const asked = all.filter((word) => !EMPTY.has(word));
      const words = [...new Set(asked.length ? asked : all)].slice(0, MOST_WORDS);
      if (!words.length) {
        return [];
      }
      const ranked = this.all.map((paper) => ({ paper, ...this.rank(paper, words, typed) }));
      const most = ranked.some(({ missing }) => !missing) ? 0.5 : words.length;
      return ranked
        .filter(({ missing }) => missing < most)
        .sort((a, b) => a.missing - b.missing || a.place - b.place || a.paper.step - b.paper.step)
        .map(({ paper }) => paper);
    }

    // How many of the words a paper has not (half, where only its reasons have one), and how far from
    // its name the others stand; before all where its name or title is what was typed, or begins with it.
    rank(paper, words, typed) {
      const keys = this.keys(paper);
      const places = words.map((word) => placeIn(keys, word)).filter((place) => place >= 0);
      const begins = (text) => keys.slice(0, 2).some((key) => key.startsWith(text));
      const is = (text) => keys.slice(0, 2).includes(text);
      const texts = [typed, words.join(" ")];
      const place = texts.some(is) ? -2 : texts.some(begins) ? -1 : Math.max(...places);
      const half = places.filter((place) => place % keys.length === REASONS).length / 2;
      return { missing: words.length - places.length + half, place };
    }

    keys(paper) {
      paper.keys ??= [
        paper.name,
        paper.title,
        paper.authors.join(" "),
        paper.tags.join(" "),
        [paper.id, ...paper.aliases].join(" "),
        String(paper.year ?? ""),
        paper.tldr ?? "",
        paper.needs.map(([, why]) => why ?? "").join(" "),
      ].map(folded);
      return paper.keys;
    }
  }

  // The first of the keys in which a word begins something, else in which it does without its ending.
  const placeIn = (keys, word) => {
    const found = keys.findIndex((key, n) => holds(key, word, n >= SENTENCES));
    const stem = word.replace(ENDING, "");
    const near = found < 0 && stem !== word ? keys.findIndex((key) => ` ${key}`.includes(` ${stem}`)) : -1;
    return near < 0 ? found : keys.length + near;
  };

  // In sentences too much begins with one or two letters: there they are a word.
  const holds = (key, word, isSentence) =>
    SPACELESS.test(word)
      ? key.includes(word)
      : ` ${key} `.includes(isSentence && word.length < SHORT ? ` ${word} ` : ` ${word}`);

  Object.assign(rg, { duration, minutesOf, number, counted });
  rg.papers = rg.data && new Papers(rg.data);
})();
