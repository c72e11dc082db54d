// The graph page: the whole picture with ways to move, find, filter and select. What is selected and
// filtered is in the address. Without scripts the page shows the picture, its legend and its list.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { make, signed } = rg;
  const frame = document.querySelector(".rg-explorer");
  if (!frame || !rg.data) {
    return;
  }

  const papers = new rg.Papers(rg.data);
  const pictures = rg.pictures.filter((picture) => frame.contains(picture.drawn.svg));
  const isMap = (picture) => picture.drawn.svg.matches(".rg-map");
  const whole = pictures.find((picture) => !isMap(picture));
  const { drawn, lights } = whole;
  const view = new rg.View(whole);
  const { box } = view;
  frame.querySelector("details")?.replaceWith(box);
  const map = pictures.find(isMap);
  const mapView = map && new rg.View(map);
  const items = new Map(papers.all.map(({ id }) => [id, document.getElementById(id)]));
  // An address with an id now leads to the picture, not to the list.
  document.querySelectorAll(".rg-order [id]").forEach((element) => element.removeAttribute("id"));
  let panel = null;
  let selected = null;

  // Selecting

  const select = (id, { aloud = false } = {}) => {
    history.pushState(null, "", `${location.pathname}${location.search}${id ? `#${id}` : ""}`);
    show(id, { aloud });
  };

  // `id` may be an earlier one of a paper, or that of none, which is told.
  const show = (id, { aloud = false, gently = true } = {}) => {
    const paper = papers.find(id);
    panel?.remove();
    panel = null;
    drawn.nodes.get(selected)?.classList.remove("selected");
    selected = paper?.id ?? null;
    lights.keep(selected);
    if (id) {
      panel = paper ? rg.panel.details(papers, paper, leave) : rg.panel.missing(id, leave);
      panel.addEventListener("click", follow);
      frame.append(panel);
    }
    frame.classList.toggle("open", Boolean(panel));
    if (paper) {
      look("papers");
      drawn.nodes.get(selected).classList.add("selected");
      // When the panel has taken its room: in the next frame, by when another may be selected.
      requestAnimationFrame(() => {
        if (selected === paper.id) {
          view[gently ? "reveal" : "present"](selected);
        }
      });
    }
    if (aloud) {
      panel?.focus({ preventScroll: true });
    }
    if (panel) {
      frame.scrollIntoView({ block: "nearest" });
    }
  };

  const leave = () => {
    const node = drawn.nodes.get(selected)?.querySelector("a") ?? box;
    select(null);
    node.focus({ preventScroll: true });
  };

  // A link to another paper of the list selects it here.
  const follow = (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && isPlain(event)) {
      event.preventDefault();
      select(link.hash.slice(1), { aloud: true });
      view.present(selected);
    }
  };

  const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);

  box.addEventListener("click", (event) => {
    const node = event.target.closest(".node");
    if (node && isPlain(event)) {
      event.preventDefault();
      select(node.dataset.paper, { aloud: event.detail === 0 }); // 0: by a key
    }
  });

  // By keys: along the arrows, and out

  const WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

  box.addEventListener("keydown", (event) => {
    const id = event.target.closest(".node")?.dataset.paper;
    if (id && WAYS[event.key] && isPlain(event)) {
      const next = drawn.neighbour(id, WAYS[event.key]);
      drawn.nodes.get(next)?.querySelector("a").focus({ preventScroll: true });
      event.preventDefault();
    }
  });

  box.addEventListener("focusin", ({ target }) => {
    const node = target.closest(".node");
    if (node && target.matches(":focus-visible")) {
      view.reveal(node.dataset.paper);
    }
  });

  frame.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      return;
    }
    if (filter.element.open) {
      filter.element.open = false;
      filter.element.firstElementChild.focus();
    } else if (panel) {
      leave();
    } else {
      frame.classList.remove("full");
    }
  });

  // Filtering

  const filtered = (next) => {
    const query = rg.filter.written(next, location.search);
    history.replaceState(null, "", `${location.pathname}${query}${location.hash}`);
    apply(next);
    look("papers");
  };

  const apply = (next) => {
    const inside = new Set(papers.all.filter((paper) => rg.filter.matches(next, paper)).map(({ id }) => id));
    drawn.nodes.forEach((node, id) => node.classList.toggle("out", !inside.has(id)));
    drawn.from.forEach((edges) =>
      edges.forEach(({ element, before, after }) =>
        element.classList.toggle("out", !inside.has(before) || !inside.has(after)),
      ),
    );
    items.forEach((item, id) => item && (item.hidden = !inside.has(id)));
    filter.show(next, inside.size);
    chapters.forEach((button, id) => rg.filter.press(button, next.section.includes(id)));
  };

  const filter = rg.filter.form(papers, filtered);

  // The legend's sections become switches.
  const chapters = new Map();
  document.querySelectorAll(".rg-legend .rg-sections a").forEach((link, n) => {
    const { id } = [...papers.sections.values()][n];
    const button = make(
      "button",
      { type: "button", class: link.className, title: "Show this section only", onclick: () => filter.toggleSection(id) },
      ...link.childNodes,
    );
    chapters.set(id, button);
    link.replaceWith(button);
  });

  // A large list opens with its sections

  const look = (at) => {
    const atPapers = !map || at === "papers";
    box.hidden = !atPapers;
    frame.classList.toggle("papers", atPapers);
    if (map) {
      mapView.box.hidden = atPapers;
      change.textContent = atPapers ? "Show the sections" : `Show all ${rg.counted(papers.all.length, "paper")}`;
    }
  };

  const change = make(
    "button",
    {
      type: "button",
      class: "rg-change",
      onclick: () => {
        const query = new URLSearchParams(location.search);
        if (box.hidden) {
          query.set("view", "papers");
        } else {
          query.delete("view");
        }
        history.pushState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
        restore(true);
      },
    },
  );

  const current = () => (box.hidden ? mapView : view);

  // Around the picture

  const full = async () => {
    if (document.fullscreenElement) {
      await document.exitFullscreen();
    } else if (frame.requestFullscreen) {
      await frame.requestFullscreen();
    } else {
      frame.classList.toggle("full"); // the window has to do
    }
  };

  const find = rg.finder(papers, {
    choose: (paper) => {
      select(paper.id, { aloud: true });
      view.present(paper.id);
    },
    preview: (paper) => lights.keep(paper?.id ?? selected),
  });

  const controls = make(
    "div",
    { class: "rg-controls", role: "group", "aria-label": "View" },
    signed("Larger", "M10 4V16M4 10H16", () => current().larger()),
    signed("Smaller", "M4 10H16", () => current().smaller()),
    signed("Show all of it", "M4 8V4H8M12 4H16V8M16 12V16H12M8 16H4V12", () => current().fit()),
    signed("Full screen", "M7 3H3V7M13 3H17V7M17 13V17H13M7 17H3V13M7 7H13V13H7Z", full),
  );
  frame.prepend(make("div", { class: "rg-tools" }, find, filter.element, map && change));
  box.after(controls);
  frame.append(rg.overview(view));
  frame.classList.add("explored");
  box.setAttribute("aria-describedby", "_keys");
  frame.append(
    make(
      "p",
      { id: "_keys", class: "rg-said" },
      "Arrow keys walk from paper to paper: up to what it needs, down to what it leads to. Enter shows its details, Escape leaves them. Plus, minus and zero change the size.",
    ),
  );

  // From the address

  const asked = () => {
    const written = location.hash.slice(1);
    return written.startsWith("_") ? "" : decoded(written); // those are headings of the page
  };

  const decoded = (written) => {
    try {
      return decodeURIComponent(written);
    } catch {
      return written;
    }
  };

  const restore = (gently) => {
    const next = rg.filter.parsed(location.search);
    const atPapers = new URLSearchParams(location.search).get("view") === "papers";
    apply(next);
    look(atPapers || !rg.filter.isEmpty(next) ? "papers" : "sections");
    show(asked(), { gently });
  };

  const first = drawn.svg.querySelector(".node:not(.planned)") ?? drawn.svg.querySelector(".node");
  view.first = papers.find(asked())?.id ?? first.dataset.paper;
  restore(false);
  view.open(view.first);
  mapView?.open(map.drawn.nodes.keys().next().value);
  addEventListener("popstate", () => restore(true));
})();
