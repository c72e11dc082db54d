// What a person has read. Their browser keeps it, under one key for all lists of the site's origin:
// {"version": 1, "papers": {ID: {"state": "unread" | "reading" | "read", "on": "2026-11-26"}}}.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});

  const KEY = "reading-graph:progress";
  const ASIDE = "reading-graph:set-aside";
  const STATES = ["unread", "reading", "read"];

  // Tells of every "change", also of one in another window.
  class Progress extends EventTarget {
    kept = {}; // all that is kept, of other lists and of papers that are gone, too
    assumed = new Set(); // ids that a link takes for read; of these, only what is not kept counts

    constructor(papers) {
      super();
      this.papers = papers;
      this.reread();
      const again = () => {
        this.reread();
        this.dispatchEvent(new Event("change"));
      };
      addEventListener("storage", ({ key }) => (key === KEY || key === null) && !this.unsaved && again());
      addEventListener("pageshow", ({ persisted }) => persisted && again());
    }

    state(paper) {
      return this.own(paper)?.state ?? (this.assumed.has(paper.id) ? "read" : "unread");
    }

    isRead(paper) {
      return this.state(paper) === "read";
    }

    // Whether it is kept that a paper is read, whatever a link takes for read.
    isMarked(paper) {
      return this.own(paper)?.state === "read";
    }

    // What is kept of a paper.
    own(paper) {
      return entryOf(this.kept, paper);
    }

    // Whether anything is known of this list.
    get any() {
      return this.papers.all.some((paper) => this.state(paper) !== "unread");
    }

    // The papers that can be read next, all they need being read: in reading order, those with notes
    // first, and those that have been begun before all.
    get next() {
      const place = (paper) => 2 * (this.state(paper) === "unread") + Boolean(paper.planned);
      return this.papers.all
        .filter((paper) => this.isNext(paper))
        .sort((one, other) => place(one) - place(other) || one.step - other.step);
    }

    isNext(paper) {
      return !this.isRead(paper) && paper.needs.every(([id]) => this.isRead(this.papers.byId.get(id)));
    }

    mark(papers, state) {
      this.change((kept) => papers.forEach(({ id }) => (kept[id] = { state, on: today() })));
    }

    // This list's part, as a file holds it.
    get text() {
      const known = this.papers.all.filter((paper) => this.own(paper));
      const papers = Object.fromEntries(known.map((paper) => [paper.id, this.own(paper)]));
      return `${JSON.stringify({ version: 1, papers }, null, 2)}\n`;
    }

    // Takes from a file what is not kept yet. What is kept otherwise stays and comes back as
    // `differing`, which `take` would take. Nothing where the text is none of ours.
    merge(text) {
      const given = parsed(text);
      if (!given) {
        return null;
      }
      const named = this.papers.all.map((paper) => ({ paper, entry: entryOf(given, paper) }));
      const entries = named.filter(({ entry }) => entry);
      const added = entries.filter(({ paper, entry }) => !this.own(paper) && entry.state !== "unread");
      const differing = entries.filter(({ paper, entry }) => this.own(paper) && this.own(paper).state !== entry.state);
      const strange = Object.keys(given).filter((id) => !this.papers.find(id));
      this.take(added);
      return { added, differing, strange: strange.length };
    }

    take(entries) {
      this.change((kept) =>
        entries.forEach(({ paper, entry: { state, on } }) => {
          kept[paper.id] = { state, on: /^\d{4}-\d\d-\d\d$/.test(on) ? on : today() };
        }),
      );
    }

    // All of this list, and nothing of others.
    forget() {
      this.change((kept) =>
        this.papers.all.flatMap(({ id, aliases }) => [id, ...aliases]).forEach((id) => delete kept[id]),
      );
    }

    // Upon what is there now: another window may have changed it.
    change(edit) {
      if (!this.unsaved) {
        this.reread();
      }
      edit(this.kept);
      try {
        if (this.strange) {
          throw this.strange;
        }
        localStorage.setItem(KEY, JSON.stringify({ version: 1, papers: this.kept }));
        this.unsaved = false;
      } catch {
        this.unsaved = true; // full, or forbidden: it is known as long as the page is open
      }
      this.dispatchEvent(new Event("change"));
    }

    reread() {
      try {
        const text = localStorage.getItem(KEY);
        this.kept = text === null ? {} : (parsed(text) ?? this.setAside(text));
      } catch {
        // There is no storage.
      }
    }

    // Puts away what is none of ours; where there is no room for it elsewhere, it stays, and nothing is
    // saved.
    setAside(text) {
      try {
        localStorage.removeItem(KEY);
        localStorage.setItem(freeName(text), text);
      } catch (error) {
        localStorage.setItem(KEY, text);
        this.strange = error;
      }
      return {};
    }
  }

  const parsed = (text) => {
    try {
      const { version, papers } = JSON.parse(text);
      return version === 1 && isObject(papers) ? papers : null;
    } catch {
      return null;
    }
  };

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  const isEntry = (entries, id) =>
    Object.hasOwn(entries, id) && isObject(entries[id]) && STATES.includes(entries[id].state);

  // The entry of a paper: under its id, else under one that it had before.
  const entryOf = (entries, paper) => {
    const id = [paper.id, ...paper.aliases].find((id) => isEntry(entries, id));
    return id && entries[id];
  };

  // Where a value that is none of ours is put: beside others that were before it.
  const freeName = (text) => {
    let name = ASIDE;
    for (let n = 2; ![null, text].includes(localStorage.getItem(name)); n++) {
      name = `${ASIDE}-${n}`;
    }
    return name;
  };

  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  rg.today = today;
  rg.progress = rg.papers && new Progress(rg.papers);
})();
