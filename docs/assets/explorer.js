// The graph page: the papers with ways to move, find, filter and select, as the whole picture (whole.js)
// or, where there is none, one by one (focus.js). What is selected and filtered is in the address.
// Without scripts the page shows the picture, its legend and its list.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { isPlain, make, papers, signed } = rg;
  const frame = document.querySelector(".rg-explorer");
  if (!frame || !papers) {
    return;
  }

  const pictures = rg.pictures.filter((picture) => frame.contains(picture.drawn.svg));
  const map = pictures.find((picture) => picture.drawn.isMap);
  const mapView = map && new rg.View(map);
  const whole = pictures.find((picture) => picture !== map);
  const scene = whole ? new rg.Whole(whole) : new rg.Focus((id) => select(id));
  const { box } = scene;
  if (whole) {
    frame.querySelector("details")?.replaceWith(box);
  } else {
    frame.append(box);
  }
  const items = new Map(papers.all.map(({ id }) => [id, document.getElementById(id)]));
  // An address with an id now leads to the picture, not to the list.
  document.querySelectorAll(".rg-order [id]").forEach((element) => element.removeAttribute("id"));
  let panel = null;
  let selected = null;

  // Selecting

  const select = (id, { aloud = false } = {}) => {
    if (id !== asked() || !panel) {
      go(id || !box.hidden ? atPapers() : location.search, id ? `#${id}` : "");
    }
    show(id, { aloud });
  };

  const go = (query, hash) => history.pushState(null, "", `${location.pathname}${query}${hash}`);

  // The query that shows papers, where a page opens with sections.
  const atPapers = (query = location.search) => (map ? rg.filter.querying(query, "view", "papers") : query);

  // `id` may be an earlier one of a paper, or that of none, which is told.
  const show = (id, { aloud = false, move = "reveal" } = {}) => {
    const paper = papers.find(id);
    if (panel?.contains(document.activeElement)) {
      scene.stop(selected).focus({ preventScroll: true });
    }
    panel?.remove();
    panel = null;
    selected = paper?.id ?? null;
    look();
    scene.select(selected);
    if (id) {
      panel = paper ? rg.panel.details(papers, paper, leave) : rg.panel.missing(id, leave);
      panel.addEventListener("click", follow);
      frame.append(panel);
    }
    frame.classList.toggle("open", Boolean(panel));
    if (paper) {
      // When the panel has taken its room: in the next frame, by when another may be selected.
      requestAnimationFrame(() => {
        if (selected === paper.id && move) {
          scene[move](selected);
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
    const left = selected;
    select(null);
    (box.hidden ? mapView.box : scene.stop(left)).focus({ preventScroll: true });
  };

  // A link to another paper of the list selects it here.
  const follow = (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && isPlain(event)) {
      event.preventDefault();
      select(link.hash.slice(1), { aloud: true });
      scene.present(selected);
    }
  };

  box.addEventListener("click", (event) => {
    const node = event.target.closest(".node");
    if (node && isPlain(event)) {
      event.preventDefault();
      if (event.detail > 1) {
        return; // The panel has moved the picture: the second click is on what has been selected.
      }
      select(node.dataset.paper, { aloud: event.detail === 0 }); // 0: by a key
    }
  });

  // By keys, out

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
    // Without a picture, what is left stands where the selected paper stood.
    go(atPapers(rg.filter.written(next, location.search)), whole ? location.hash : "");
    const matching = apply(next);
    show(asked(), { move: null });
    if (matching.length && !rg.filter.isEmpty(next)) {
      requestAnimationFrame(() => scene.gather(matching));
    }
  };

  // The ids of the papers that are left, in reading order.
  const apply = (next) => {
    const matching = papers.all.filter((paper) => rg.filter.matches(next, paper)).map(({ id }) => id);
    const inside = new Set(matching);
    scene.filter(matching);
    items.forEach((item, id) => item && (item.hidden = !inside.has(id)));
    document.querySelectorAll(".rg-later > .rg-order").forEach((list) => {
      const left = [...list.children].filter((item) => !item.hidden).length;
      list.parentElement.style.setProperty("--rg-items", left); // for which it keeps room out of sight
    });
    filter.show(next, inside.size);
    chapters.forEach((button, id) => rg.filter.press(button, next.section.includes(id)));
    return matching;
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

  const look = () => {
    const isAsked = new URLSearchParams(location.search).get("view") === "papers";
    const showsPapers = !map || selected || isAsked || !rg.filter.isEmpty(rg.filter.parsed(location.search));
    box.hidden = !showsPapers;
    frame.classList.toggle("papers", showsPapers);
    if (map) {
      mapView.box.hidden = showsPapers;
      change.textContent = showsPapers ? "Show the sections" : scene.name;
    }
  };

  const change = make(
    "button",
    {
      type: "button",
      class: "rg-change",
      onclick: () => {
        const query = rg.filter.written(rg.filter.EMPTY, location.search);
        go(rg.filter.querying(query, "view", box.hidden ? "papers" : ""), "");
        restore();
      },
    },
  );

  const current = () => (box.hidden ? mapView : scene.view);

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
      scene.present(paper.id);
    },
    preview: (paper) => scene.preview(paper?.id),
  });

  const controls = make(
    "div",
    { class: "rg-controls", role: "group", "aria-label": "View" },
    signed("Larger", "M10 4V16M4 10H16", () => current().larger()),
    signed("Smaller", "M4 10H16", () => current().smaller()),
    signed("Show all of it", "M4 8V4H8M12 4H16V8M16 12V16H12M8 16H4V12", () => current().fit()),
    signed("Full screen", "M7 3H3V7M13 3H17V7M17 13V17H13M7 17H3V13M7 7H13V13H7Z", full),
  );
  frame.prepend(make("div", { class: "rg-tools" }, find, filter.element, filter.found, map && change));
  box.after(controls);
  frame.append(...[scene.small].filter(Boolean));
  frame.classList.add("explored");
  if (map) {
    rg.walk(mapView);
  }
  document.addEventListener("fullscreenchange", () => rg.filter.press(controls.lastChild, Boolean(document.fullscreenElement)));
  frame.append(
    make(
      "p",
      { id: "_keys", class: "rg-said" },
      "Arrow keys walk from paper to paper: up to what it needs, down to what it leads to. Enter shows its details, Escape leaves them.",
      (whole || map) && " In a picture, plus, minus and zero change the size.",
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

  const restore = (move) => {
    const next = rg.filter.parsed(location.search);
    const matching = apply(next);
    show(asked(), { move });
    return rg.filter.isEmpty(next) || selected ? [] : matching;
  };

  const first = papers.find(asked()) ?? rg.progress.next[0] ?? papers.all[0];
  scene.open(restore(scene.isKept ? null : "present"), first.id);
  mapView?.open(map.drawn.nodes.keys().next().value);
  addEventListener("popstate", () => restore());
})();
