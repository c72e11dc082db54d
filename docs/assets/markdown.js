// A plan as Markdown: a list to tick off, for notes and issues.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { papers, progress } = rg;

  const markdown = (title, steps) => {
    const inside = new Set(steps.map(({ id }) => id));
    return `# ${escaped(title)}\n\n${steps.map((paper, n) => item(paper, n + 1, inside)).join("\n")}\n`;
  };

  const item = (paper, place, inside) => {
    const because = papers.reason(paper, inside);
    const at = paper.actions[0]?.[1] ?? papers.href(paper.href);
    const cost = paper.minutes && `about ${rg.duration(paper.minutes)}`;
    const facts = [paper.authors[0], paper.year, cost].filter(Boolean).join(", ");
    const why = because?.why ? `\n      For ${escaped(because.later.name)}: ${escaped(because.why)}` : "";
    const tick = progress.isRead(paper) ? "x" : " ";
    return `- [${tick}] ${place}. [${escaped(paper.title)}](<${at}>)${facts && ` (${escaped(facts)})`}${why}`;
  };

  const escaped = (text) =>
    text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/[\\`*_[\]~$]/g, "\\$&");

  rg.markdown = markdown;
})();
