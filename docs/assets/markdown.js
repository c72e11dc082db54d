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
    const at = paper.actions[0]?.[1] ?? papers.href(paper.href);
    const cost = paper.minutes && `about ${rg.duration(paper.minutes)}`;
    const facts = [paper.authors[0], paper.year, cost].filter(Boolean).join(", ");
    const because = papers.reasons(paper, inside).map(reason).join("");
    const tick = progress.isRead(paper) ? "x" : " ";
    return `- [${tick}] ${place}. [${escaped(titled(paper))}](<${at}>)${facts && ` (${escaped(facts)})`}${because}`;
  };

  const titled = ({ name, title }) => (title.startsWith(name) ? title : `${name}: ${title}`);

  const reason = ({ later, why }) => `\n  - For ${escaped(later.name)}${why ? `: ${escaped(why)}` : ""}`;

  const escaped = (text) =>
    text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/[\\`*_[\]~$]/g, "\\$&");

  rg.markdown = markdown;
})();
