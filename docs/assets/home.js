// Home, for one who has been here before: what to read now, how far each section is read, what is
// new since. For all: the plan to any paper, by some letters of its name.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { make, papers, progress } = rg;
  const VISITS = "reading-graph:visits";
  const start = document.querySelector(".rg-start");
  if (!start || !progress) {
    return;
  }

  const linked = (paper) => make("a", { href: papers.href(paper.href) }, paper.name);

  const listed = (some) => some.flatMap((paper, n) => [n > 0 && (n === some.length - 1 ? " and " : ", "), linked(paper)]);

  // What to read now

  const first = start.firstElementChild;

  const showNext = () => {
    const [paper] = progress.next;
    if (!progress.any) {
      start.replaceChildren(first);
    } else if (paper) {
      const begun = progress.state(paper) === "reading";
      const needed = paper.needs.map(([id]) => papers.byId.get(id));
      const cost = paper.minutes ? `, about ${rg.duration(paper.minutes)}. ` : ". ";
      const why = needed.length ? ["You have read what it needs: ", listed(needed), "."] : "It needs nothing else on this list.";
      start.className = `rg-start ${rg.sectionClass(papers.sections.get(paper.section).number)}`;
      start.replaceChildren(
        make("p", {}, make("b", {}, begun ? "Go on with" : "Read next"), " ", linked(paper), cost, why),
        rg.marker(paper),
      );
    } else {
      start.replaceChildren(make("p", {}, make("b", {}, "Done"), " You have read all of it."));
    }
  };

  // How far each section is read

  const showSections = () => {
    for (const card of document.querySelectorAll(".rg-cards > [data-section]")) {
      const inside = papers.all.filter(({ section }) => section === card.dataset.section);
      const read = inside.filter((paper) => progress.isRead(paper)).length;
      card.querySelector(".rg-done")?.remove();
      if (read) {
        const bar = make("progress", { max: inside.length, value: read, "aria-hidden": "true" });
        card.querySelector(".rg-cost").after(make("p", { class: "rg-done" }, bar, ` ${read} of ${inside.length} read`));
      }
    }
  };

  const show = () => {
    const hadFocus = start.contains(document.activeElement);
    showNext();
    showSections();
    if (hadFocus) {
      start.querySelector("button, a")?.focus();
    }
  };
  start.setAttribute("aria-live", "polite");
  progress.addEventListener("change", show);
  show();

  // What is new

  // The day of the visit before today's, kept for each list of the site's origin:
  // {"version": 1, "lists": {ADDRESS: {"on": DAY, "before": DAY}}}.
  const lastVisit = () => {
    try {
      const { version = 1, lists = {} } = kept() ?? {};
      const here = papers.href("..");
      const today = rg.today();
      const { on, before } = lists[here] ?? {};
      lists[here] = { on: today, before: on === today ? before : on };
      if (version === 1) {
        localStorage.setItem(VISITS, JSON.stringify({ version, lists }));
      }
      return lists[here].before;
    } catch {
      return undefined; // there is no storage, or something else in it
    }
  };

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(VISITS));
    } catch {
      return null; // something else, which is written over
    }
  };

  // Of that day, too: it may have gone on after the visit.
  const before = lastVisit();
  const added = before ? papers.all.filter((paper) => paper.added >= before) : [];
  if (added.length) {
    const some = added.slice(0, 5);
    const more = added.length > some.length && ` and ${added.length - some.length} more`;
    const all = make("a", { href: papers.href(papers.newPage) }, `Added since you were here on ${before}`);
    start.after(make("p", { class: "rg-since" }, all, ": ", listed(some), more));
  }

  // The plan to any paper

  const choose = (paper) => location.assign(papers.planTo([paper.id]));
  document.querySelector("h1").after(make("div", { class: "rg-ask" }, rg.finder(papers, { choose, name: "What do you want to understand?" })));
})();
