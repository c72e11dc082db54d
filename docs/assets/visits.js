// What a browser keeps of one's visits to a list, apart from others of the same origin:
// {"version": 1, "lists": {ADDRESS: {"on": DAY, "before": DAY, "to": [ID]}}}. `before` is the day of the
// visit before today's, `to` are the goals of one's plan.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const KEY = "reading-graph:visits";

  const all = () => {
    try {
      const { version = 1, lists } = JSON.parse(localStorage.getItem(KEY)) ?? {};
      return version === 1 ? (lists ?? {}) : null;
    } catch {
      return {}; // there is no storage, or something else in it, which is written over
    }
  };

  const here = () => rg.papers.href("..");

  const visit = () => all()?.[here()] ?? {};

  const note = (changes) => {
    const lists = all();
    try {
      if (lists) {
        lists[here()] = { ...lists[here()], ...changes };
        localStorage.setItem(KEY, JSON.stringify({ version: 1, lists }));
      }
    } catch {
      // There is no storage.
    }
  };

  rg.visits = { visit, note };
})();
