// The plan: what to read for some goals, in order, with what is known struck. Goals are in the
// address: `?to=a,b`; so may be what another person knows: `&known=c,d`.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { button, make, papers, progress } = rg;
  const frame = document.querySelector(".rg-plan");
  if (!frame || !progress) {
    return;
  }

  const PART = 100;
  const MOST_NAMED = 8;
  const ids = (key) => new URLSearchParams(location.search).getAll(key).join(",").split(/[\s,]+/).filter(Boolean);
  const found = (key) => [...new Set(ids(key).map((id) => papers.find(id)).filter(Boolean))];
  const ofSite = document.title.slice(document.title.indexOf(" - "));
  let goals = [];

  // The address

  const address = (to, known = []) => {
    const query = [to.length && `to=${named(to)}`, known.length && `known=${named(known)}`].filter(Boolean);
    return `${location.pathname}${query.length ? `?${query.join("&")}` : ""}`;
  };

  const named = (some) => some.map(({ id }) => id).join(",");

  const aim = (to) => {
    rg.visits.note({ to: to.map(({ id }) => id) });
    history.pushState(null, "", address(to, found("known")));
    restore();
  };

  const restore = () => {
    goals = found("to");
    progress.assumed = new Set(found("known").map(({ id }) => id));
    show();
  };

  // What is to be read

  const steps = () => (goals.length ? papers.plan(goals) : papers.all);
  const title = () =>
    goals.length ? `The way to ${goals.map(({ name }) => name).join(" and ")}` : "Everything in order";
  const isLeft = (paper) => !progress.isRead(paper);

  const row = (paper, inside, place) => {
    const [because] = papers.reasons(paper, inside);
    const unlocks = papers.needing.get(paper.id).map(([id]) => id).filter((id) => inside.has(id));
    const facts = [paper.authors[0], paper.year, paper.minutes && rg.duration(paper.minutes), paper.planned && "no notes yet"];
    return make(
      "li",
      { class: rg.sectionClass(papers.sections.get(paper.section).number), "data-of": paper.id, value: place },
      make("a", { href: papers.href(paper.href) }, paper.name),
      make("span", { class: "rg-by" }, facts.filter(Boolean).map((fact) => make("span", {}, fact))),
      because?.why && make("span", { class: "rg-why" }, make("b", {}, `For ${because.later.name}: `), because.why),
      unlocks.length > 0 && make("span", { class: "rg-why" }, `Leads to ${naming(unlocks)}`),
      rg.marker(paper),
    );
  };

  const naming = (some) => {
    const names = some.slice(0, MOST_NAMED).map((id) => papers.byId.get(id).name).join(", ");
    const more = some.length - MOST_NAMED;
    return more > 0 ? `${names} and ${rg.number(more)} more` : names;
  };

  // On the page

  const show = () => {
    const all = steps();
    const inside = new Set(all.map(({ id }) => id));
    const strange = [...ids("to"), ...ids("known")].filter((id) => !papers.find(id));
    chips.replaceChildren(...goals.map(chip));
    unknown.textContent = strange.length ? `There is no paper ${strange.join(", ")} on this list.` : "";
    body.replaceChildren(
      ...(goals.length ? [] : [nextTitle, next]),
      make("h2", {}, title()),
      ...stretches(all.map((paper, n) => row(paper, inside, n + 1))),
    );
    next.replaceChildren();
    said.textContent = "";
    document.title = `Plan${goals.length ? ": " : ""}${goals.map(({ name }) => name).join(", ")}${ofSite}`;
    update();
    hideKnown();
  };

  // A long list in parts, of which those out of sight cost nothing.
  const stretches = (rows) => {
    const starts = rows.map((_, n) => n).filter((n) => n % PART === 0);
    return starts.map((start) => {
      const some = rows.slice(start, start + PART);
      return make("div", { class: "rg-later", style: `--rg-items: ${some.length}` }, make("ol", { class: "rg-order" }, some));
    });
  };

  // What changes as papers are read. What stands there stays, and with it the focus.
  const update = () => {
    const all = steps();
    if (!goals.length) {
      showNext();
    }
    const left = all.filter(isLeft);
    const read = all.length - left.length;
    const minutes = rg.minutesOf(left);
    sum.textContent = [
      rg.counted(all.length, "paper"),
      read > 0 && `${rg.number(read)} read`,
      !left.length
        ? "all of it read"
        : minutes > 0 && `${left.every((paper) => paper.minutes) ? "about" : "at least"} ${rg.duration(minutes)}${read ? " left" : ""}`,
    ].filter(Boolean).join(" · ");
    body.querySelectorAll("li[data-of]").forEach((item) => {
      item.classList.toggle("known", !isLeft(papers.byId.get(item.dataset.of)));
    });
    assumed.hidden = found("known").every((paper) => progress.isMarked(paper));
  };

  // Not while papers are marked: what goes away under one's finger cannot be taken back.
  const hideKnown = () => {
    body.querySelectorAll("li[data-of]").forEach((item) => (item.hidden = hide.checked && item.matches(".known")));
  };

  // What has been read here stays until the page is shown anew; what has come is put in its place:
  // among those that have notes, else after them.
  const showNext = () => {
    const inside = new Set(papers.byId.keys());
    const wanted = new Set(progress.next);
    [...next.children].forEach((item) => {
      const paper = papers.byId.get(item.dataset.of);
      if (!wanted.delete(paper) && isLeft(paper)) {
        item.remove();
      }
    });
    for (const paper of wanted) {
      const after = [...next.children].find((item) => isBefore(paper, papers.byId.get(item.dataset.of)));
      next.insertBefore(row(paper, inside, paper.step), after ?? null);
    }
    nextTitle.hidden = !next.children.length;
  };

  const isBefore = (paper, other) =>
    (Boolean(paper.planned) - Boolean(other.planned) || paper.step - other.step) < 0;

  const chip = (goal) =>
    make(
      "li",
      { class: rg.sectionClass(papers.sections.get(goal.section).number) },
      goal.name,
      rg.signed(`No longer aim at ${goal.name}`, "M6 6L14 14M14 6L6 14", () => {
        aim(goals.filter((other) => other !== goal));
        finder.querySelector("input").focus();
      }),
    );

  // Taking it along

  const tell = (text) => {
    said.textContent = text;
  };

  const copy = async (text, what) => {
    try {
      await navigator.clipboard.writeText(text);
      tell(`${what} copied`);
    } catch {
      tell("This browser lets no page copy");
    }
  };

  // Loaded when it is asked for: a script, because from disk a page may load nothing else.
  const bibtex = () => {
    if (rg.bibtex) {
      rg.save(steps().map(({ id }) => rg.bibtex[id]).join("\n"), "plan.bib", "application/x-bibtex");
    } else {
      const onerror = () => tell("It could not be loaded");
      document.head.append(make("script", { src: papers.href("bibtex.js"), onload: bibtex, onerror }));
    }
  };

  const link = () => {
    const known = sharing.checked ? papers.all.filter((paper) => progress.isRead(paper)) : [];
    return new URL(address(goals, known), location.href).href;
  };

  const chips = make("ul", { class: "rg-goals", "aria-label": "Goals" });
  const unknown = make("p", { class: "rg-unknown", role: "status" });
  const sum = make("p", { class: "rg-sum", role: "status" });
  const said = make("span", { class: "rg-copied", role: "status" });
  const body = make("div", {});
  const next = make("ol", { class: "rg-order" });
  const nextTitle = make("h2", {}, "You can read next");
  const checkbox = (name, onchange) => {
    const input = make("input", { type: "checkbox", autocomplete: "off", onchange });
    return [input, make("label", {}, input, ` ${name}`)];
  };
  const [sharing, shareLabel] = checkbox("with what I have read", () => {});
  const [hide, hideLabel] = checkbox("Hide what I have read", () => hideKnown());

  const assumed = make(
    "p",
    { class: "rg-assumed" },
    "The link to this plan takes some papers for read. ",
    button("Mark them as read here, too", () => {
      progress.mark(found("known").filter((paper) => !progress.own(paper)), "read");
      forgetKnown();
    }),
    " ",
    button("Leave them out", () => forgetKnown()),
  );

  const forgetKnown = () => {
    history.replaceState(null, "", address(goals));
    restore();
    finder.querySelector("input").focus();
  };

  const finder = rg.finder(papers, {
    name: "Add a goal",
    choose: (paper) => goals.includes(paper) || aim([...goals, paper]),
  });
  const routes = papers.routes.map(({ title, to }) => make("li", {}, make("a", { href: papers.planTo(to) }, title)));

  const parts = [
    make(
      "div",
      { class: "rg-ask" },
      finder,
      chips,
      unknown,
    ),
    routes.length > 0 && make("ul", { class: "rg-ways-to", "aria-label": "Ways through" }, routes),
    assumed,
    sum,
    make(
      "p",
      { class: "rg-tools-row" },
      hideLabel,
      button("Copy as Markdown", () => copy(rg.markdown(title(), steps()), "The plan is")),
      button("Save as BibTeX", bibtex),
      button("Print", () => print()),
      make("span", {}, button("Copy the link", () => copy(link(), "The link is")), " ", shareLabel),
      said,
    ),
    body,
    rg.store(),
  ];
  frame.replaceChildren(...parts.filter(Boolean));
  addEventListener("popstate", restore);
  progress.addEventListener("change", update);
  restore();
  if (goals.length) {
    rg.visits.note({ to: goals.map(({ id }) => id) });
  }
})();
