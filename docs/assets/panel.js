// What is known of the selected paper, beside the picture.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { make } = rg;

  // The element for a paper; links to others of the list are `#id`, which the explorer follows.
  const details = (papers, paper, close) => {
    const section = papers.sections.get(paper.section);
    const below = papers.restsOn(paper);
    const above = papers.leadsTo(paper);
    const pairs = (list) => byStep(papers, list);
    return make(
      "section",
      { class: `rg-panel ${sectionClass(section.number)}`, "aria-labelledby": "_selected", tabindex: -1 },
      closing(`Close the details of ${paper.name}`, close),
      make(
        "p",
        { class: "rg-where" },
        make("a", { href: papers.href(section.href) }, make("b", {}, section.number), " ", section.title),
        make("span", {}, `step ${rg.number(paper.step)} of ${rg.number(papers.all.length)}`),
      ),
      make("h2", { id: "_selected", dir: "auto" }, paper.name),
      paper.name !== paper.title && make("p", { class: "rg-full", dir: "auto" }, paper.title),
      by(paper),
      make(
        "p",
        { class: "rg-actions" },
        make("a", { class: "rg-button", href: papers.href(paper.href) }, paper.planned ? "Its entry" : "Our note"),
        paper.actions.map(([name, href]) => make("a", { class: "rg-button", href, rel: "noopener" }, name)),
      ),
      rg.marker(paper),
      paper.tldr && make("p", { class: "rg-tldr" }, paper.tldr),
      make("ul", { class: "rg-facts" }, facts(papers, paper, below, above).map((fact) => make("li", {}, fact))),
      reasons(papers, "Before this", pairs(paper.needs)),
      reasons(papers, "Helps before this", pairs(paper.background)),
      reasons(papers, "Leads to", pairs(papers.needing.get(paper.id))),
      reasons(papers, "Helps with", pairs(papers.helped.get(paper.id))),
    );
  };

  const missing = (id, close) =>
    make(
      "section",
      { class: "rg-panel", "aria-labelledby": "_selected", tabindex: -1 },
      closing("Close", close),
      make("h2", { id: "_selected" }, "No such paper"),
      make("p", {}, "There is no paper ", make("code", {}, id), " on this list. Type a part of its title above to find it."),
    );

  const closing = (name, close) =>
    rg.signed(name, "M5 5L15 15M15 5L5 15", close, { class: "rg-close" });

  const by = (paper) => {
    const known = [paper.authors.join(", "), paper.year, paper.venue].filter(Boolean);
    return known.length > 0 && make("p", { class: "rg-by" }, known.map((part) => make("span", {}, part)));
  };

  const facts = (papers, paper, below, above) => {
    const minutes = rg.minutesOf(below);
    const cost = minutes ? `, about ${rg.duration(minutes)}` : "";
    return [
      paper.planned && "planned: no notes yet",
      paper.minutes && `about ${rg.duration(paper.minutes)} to read`,
      below.length
        ? make("a", { href: papers.href(paper.path) }, `rests on ${rg.counted(below.length, "paper")}${cost}`)
        : "rests on no other paper",
      below.length > 0 && make("a", { href: papers.planTo([paper.id]) }, "plan the way to it"),
      above.length ? `leads to ${rg.counted(above.length, "paper")}` : "leads to no other paper yet",
    ].filter(Boolean);
  };

  const byStep = (papers, pairs) =>
    pairs
      .map(([id, why]) => [papers.byId.get(id), why])
      .toSorted(([one], [other]) => one.step - other.step);

  const reasons = (papers, title, pairs) =>
    pairs.length > 0 && [
      make("h3", {}, title),
      make(
        "ul",
        { class: "rg-reasons" },
        pairs.map(([paper, why]) =>
          make(
            "li",
            {},
            make("a", { href: `#${paper.id}` }, paper.name),
            why && make("span", { class: "rg-why" }, why),
          ),
        ),
      ),
    ];

  const COLOURS = 12;
  const sectionClass = (number) => `rg-s${((number - 1) % COLOURS) + 1}`;

  rg.panel = { details, missing };
  rg.sectionClass = sectionClass;
})();
