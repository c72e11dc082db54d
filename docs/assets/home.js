// Home, for one who has been here before: what to read now, how far each section is read, what is
// new since. For all: the plan to any paper, by some letters of its name.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { make, papers, progress } = rg;
  const start = document.querySelector(".rg-start");
  if (!start || !progress) {
    return;
  }

  const linked = (paper) => make("a", { href: papers.href(paper.href) }, paper.name);

  const listed = (some) => some.flatMap((paper, n) => [n > 0 && (n === some.length - 1 ? " and " : ", "), linked(paper)]);

  // What to read now

  const first = start.firstElementChild;

  // The goals of one's plan, as long as something of it is to be read.
  const goals = () => {
    const { to } = rg.visits.visit();
    const found = Array.isArray(to) ? to.map((id) => papers.find(id)).filter(Boolean) : [];
    return papers.plan(found).every((paper) => progress.isRead(paper)) ? [] : found;
  };

  const showNext = () => {
    const aims = goals();
    const way = aims.length && new Set(papers.plan(aims));
    const paper = progress.next.find((paper) => !way || way.has(paper));
    if (!progress.any && !aims.length) {
      start.replaceChildren(first);
    } else if (paper) {
      const begun = progress.state(paper) === "reading";
      const needed = paper.needs.map(([id]) => papers.byId.get(id));
      const cost = paper.minutes ? `, about ${rg.duration(paper.minutes)}. ` : ". ";
      const why = needed.length ? ["You have read what it needs: ", listed(needed), "."] : "It needs nothing else on this list.";
      start.className = `rg-start ${rg.sectionClass(papers.sections.get(paper.section).number)}`;
      const plan = make("a", { href: papers.planTo(aims.map(({ id }) => id)) }, aims.map(({ name }) => name).join(" and "));
      const parts = [
        make("p", {}, make("b", {}, begun ? "Go on with" : "Read next"), " ", linked(paper), cost, why),
        aims.length > 0 && make("p", {}, "It is the next step of your plan: the way to ", plan, "."),
        rg.marker(paper),
      ];
      start.replaceChildren(...parts.filter(Boolean));
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
        card.querySelector(".rg-cost").after(make("p", { class: "rg-done" }, bar, ` ${rg.number(read)} of ${rg.number(inside.length)} read`));
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

  const lastVisit = () => {
    const today = rg.today();
    const { on, before } = rg.visits.visit();
    const last = on === today ? before : on;
    rg.visits.note({ on: today, before: last });
    return last;
  };

  // Of that day, too: it may have gone on after the visit.
  const before = lastVisit();
  const added = before ? papers.all.filter((paper) => paper.added >= before) : [];
  if (added.length) {
    const some = added.slice(0, 5);
    const more = added.length > some.length && ` and ${rg.number(added.length - some.length)} more`;
    const all = make("a", { href: papers.href(papers.newPage) }, `Added since you were here on ${before}`);
    start.after(make("p", { class: "rg-since" }, all, ": ", listed(some), more));
  }

  // The plan to any paper

  const choose = (paper) => location.assign(papers.planTo([paper.id]));
  document.querySelector("h1").after(make("div", { class: "rg-ask" }, rg.finder(papers, { choose, name: "What do you want to understand?" })));
})();
