// Which papers are meant: by section, tag, year and whether there are notes. It is kept in the
// address as a query: `?section=a,b&tag=c&from=1990&to=2000&status=planned`.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { make } = rg;

  const EMPTY = { section: [], tag: [], from: null, to: null, status: null };
  const LISTS = ["section", "tag"];
  const YEARS = ["from", "to"];
  const STATUSES = ["written", "planned"];
  const MANY_TAGS = 20; // above which the rare ones stand behind a word
  const EDGE = 8; // pixels between its list and the edge of the tools
  const COMMON = 3; // the papers that a tag needs for not to be rare

  const parsed = (query) => {
    const given = new URLSearchParams(query);
    const filter = structuredClone(EMPTY);
    LISTS.forEach((key) => (filter[key] = (given.get(key) ?? "").split(",").filter(Boolean)));
    YEARS.forEach((key) => (filter[key] = /^\d{4}$/.test(given.get(key)) ? Number(given.get(key)) : null));
    filter.status = STATUSES.find((status) => status === given.get("status")) ?? null;
    return filter;
  };

  // The query with the filter in it; what else it holds stays.
  const written = (filter, query) =>
    Object.entries(filter).reduce((sum, [key, value]) => querying(sum, key, [value].flat().join(",")), query);

  // The query with a value in it, or without it where there is none.
  const querying = (query, key, value) => {
    const given = new URLSearchParams(query);
    if (value) {
      given.set(key, value);
    } else {
      given.delete(key);
    }
    const text = given.toString().replaceAll("%2C", ",");
    return text && `?${text}`;
  };

  const matches = (filter, paper) =>
    (!filter.section.length || filter.section.includes(paper.section)) &&
    (!filter.tag.length || filter.tag.some((tag) => paper.tags.includes(tag))) &&
    (filter.from === null || paper.year >= filter.from) &&
    (filter.to === null || paper.year <= filter.to) &&
    (filter.status === null || Boolean(paper.planned) === (filter.status === "planned"));

  const isEmpty = (filter) => written(filter, "") === "";

  // The form, in a box that opens. `change` is told every new filter.
  const form = (papers, change) => {
    let filter = structuredClone(EMPTY);
    const given = papers.all.flatMap((paper) => paper.tags).sort();
    const tags = [...new Set(given)];
    const years = papers.all.map((paper) => paper.year).filter(Boolean);
    const planned = papers.all.some((paper) => paper.planned);

    const set = (changes) => change({ ...filter, ...changes });
    const toggled = (list, value) =>
      list.includes(value) ? list.filter((other) => other !== value) : [...list, value];

    const toggle = (key, value, name) =>
      make("button", { type: "button", class: "rg-toggle", [`data-${key}`]: value, onclick: () => set({ [key]: toggled(filter[key], value) }) }, name);
    const sectionButtons = [...papers.sections.values()].map(({ id, number, title }) => toggle("section", id, `${number} ${title}`));
    const tagButtons = tags.map((tag) => toggle("tag", tag, tag));
    const isRare = (tag) => given.lastIndexOf(tag) - given.indexOf(tag) + 1 < COMMON;
    const rare = tagButtons.filter(({ dataset }) => tags.length > MANY_TAGS && isRare(dataset.tag));
    const common = tagButtons.filter((button) => !rare.includes(button));
    const allTags = rg.button(`All ${tags.length} tags`, () => {
      showRare();
      rare[0].focus();
    });
    const showRare = () => allTags.replaceWith(...rare);
    const yearInputs = YEARS.map((key) =>
      make("input", {
        type: "number",
        inputmode: "numeric",
        "aria-label": key === "from" ? "First year" : "Last year",
        placeholder: key === "from" ? Math.min(...years) : Math.max(...years),
        onchange: (event) => {
          const year = Number(event.target.value);
          set({ [key]: year >= 1000 && year <= 9999 ? year : null });
        },
      }),
    );
    const statusButtons = STATUSES.map((status) =>
      make(
        "button",
        { type: "button", class: "rg-toggle", "data-status": status, onclick: () => set({ status: filter.status === status ? null : status }) },
        status === "planned" ? "planned" : "with notes",
      ),
    );
    const count = make("span", { role: "status" });
    const clear = rg.button("Clear the filter", () => {
      label.focus();
      change(structuredClone(EMPTY));
    });
    const label = make("summary", {}, "Filter");
    const group = (name, ...children) =>
      make("div", { role: "group", "aria-label": name }, make("span", { class: "rg-name" }, name), children);

    const list = make(
      "div",
      { class: "rg-filters" },
      group("Sections", sectionButtons),
      tags.length > 0 && group("Tags", common, rare.length > 0 && allTags),
      years.length > 0 && group("Years", yearInputs[0], "to", yearInputs[1]),
      planned && group("Status", statusButtons),
    );
    const element = make("details", { class: "rg-filter", ontoggle: () => place() }, label, list);

    // Below its button, as far as there is room to the right.
    const place = () => {
      const room = element.parentElement.clientWidth - list.offsetWidth - EDGE;
      list.style.left = `${Math.max(EDGE, Math.min(label.offsetLeft, room))}px`;
    };

    const found = make("div", { class: "rg-count" }, count, clear);

    const show = (next, matching) => {
      filter = next;
      const chosen = filter.section.length + filter.tag.length + YEARS.concat("status").filter((key) => filter[key]).length;
      label.textContent = chosen ? `Filter · ${chosen}` : "Filter";
      tagButtons.forEach((button) => press(button, filter.tag.includes(button.dataset.tag)));
      if (rare.some(({ dataset }) => filter.tag.includes(dataset.tag))) {
        showRare();
      }
      statusButtons.forEach((button) => press(button, filter.status === button.dataset.status));
      yearInputs.forEach((input, n) => (input.value = filter[YEARS[n]] ?? ""));
      sectionButtons.forEach((button) => press(button, filter.section.includes(button.dataset.section)));
      count.textContent = chosen ? `${matching || "None"} of ${rg.counted(papers.all.length, "paper")}` : "";
      clear.hidden = !chosen;
      if (element.open) {
        place();
      }
    };

    // A click elsewhere closes the box.
    addEventListener("pointerdown", ({ target }) => {
      element.open &&= element.contains(target);
    });

    return { element, found, show, toggleSection: (id) => set({ section: toggled(filter.section, id) }) };
  };

  const press = (button, on) => button.setAttribute("aria-pressed", String(on));

  rg.filter = { EMPTY, parsed, written, querying, matches, isEmpty, form, press };
})();
