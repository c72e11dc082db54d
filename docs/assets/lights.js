// Lights up a paper in a picture: what it rests on, numbered in reading order, and what it leads to.
// All else fades under a veil with holes. It lies on the picture as another one of a few shapes: to
// change nodes and arrows, or to add to the picture, would have a browser draw all of it again.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { part, box } = rg;

  class Lights {
    constructor(drawn) {
      this.drawn = drawn;
      this.area = { x: 0, y: 0, width: drawn.width, height: drawn.height };
      this.shown = undefined;
      this.wanted = { hovered: undefined, focused: undefined, kept: undefined };
      // Not on the picture itself: browsers give the focus to an <svg> that listens for it.
      const frame = drawn.sheet;
      frame.addEventListener("pointerover", (event) => {
        if (event.pointerType !== "touch") {
          this.want({ hovered: paperAt(event) });
        }
      });
      frame.addEventListener("pointerleave", () => this.want({ hovered: undefined }));
      frame.addEventListener("focusin", (event) => {
        if (event.target.matches(":focus-visible")) {
          this.want({ focused: paperAt(event) });
        }
      });
      frame.addEventListener("focusout", () => this.want({ focused: undefined }));
    }

    // Keeps a paper lit while the pointer and the focus are elsewhere.
    keep(id) {
      this.want({ kept: id });
    }

    want(change) {
      Object.assign(this.wanted, change);
      const { hovered, focused, kept } = this.wanted;
      const id = hovered ?? focused ?? kept;
      if (id !== this.shown) {
        this.shown = id;
        this.lit = this.drawn.nodes.has(id) ? lit(this.drawn, id) : undefined;
        this.draw();
      }
    }

    // What is seen of the picture, a box in its units: no more is drawn of the lights than is there
    // and a little around it.
    within(seen) {
      if (!box.holds(this.area, seen) || this.area.width > 2 * seen.width + 2 * AROUND) {
        this.area = box.grown(seen, AROUND);
        this.draw();
      }
    }

    draw() {
      this.front?.remove();
      this.raised?.forEach((node) => node.classList.remove("lit"));
      if (this.lit) {
        this.front = front(this.drawn, this.lit, this.area);
        this.drawn.sheet.append(this.front);
        // What is filtered out is to be read all the same.
        const all = Object.values(this.lit).flatMap(({ ids }) => ids);
        this.raised = all.map((id) => this.drawn.nodes.get(id)).filter((node) => node.matches(".out"));
        this.raised.forEach((node) => node.classList.add("lit"));
      }
    }
  }

  const AROUND = 120;

  // What is lit with a paper.
  const lit = (drawn, id) => {
    const below = drawn.below(id);
    const above = drawn.above(id);
    const helping = [...drawn.into.get(id), ...drawn.from.get(id)].filter((edge) => edge.background);
    const helped = helping.map((edge) => (edge.before === id ? edge.after : edge.before));
    return {
      before: { ids: [...below.ids], edges: below.edges },
      after: { ids: [...above.ids], edges: above.edges },
      helping: { ids: helped, edges: helping },
      centre: { ids: [id], edges: [] },
    };
  };

  const front = (drawn, groups, area) => {
    const { width, height } = drawn;
    const svg = part("svg", {
      class: "rg-lights",
      viewBox: `${area.x} ${area.y} ${area.width} ${area.height}`,
      style:
        `left: ${(100 * area.x) / width}%; width: ${(100 * area.width) / width}%;` +
        `top: ${(100 * area.y) / height}%; height: ${(100 * area.height) / height}%`,
      "aria-hidden": "true",
    });
    const isSeen = (id) => box.meet(area, drawn.box(id));
    const all = Object.values(groups).flatMap(({ ids }) => ids);
    svg.append(veil(drawn, area, all.filter(isSeen)));
    for (const [name, { ids, edges }] of Object.entries(groups)) {
      const shapes = edges.map((edge) => drawn.shape(edge)).filter((shape) => box.meet(area, shape.box));
      svg.append(...lines(drawn, shapes, name), frames(drawn, ids, ids.filter(isSeen), name));
    }
    svg.append(...places(drawn, groups, isSeen));
    return svg;
  };

  const paperAt = (event) => rg.idOf(event.target.closest(".node"));

  const CORNER = 9;

  const rounded = (drawn, id) => {
    const { x, y, width, height } = drawn.box(id);
    const turn = (dx, dy) => `a${CORNER} ${CORNER} 0 0 1 ${dx} ${dy}`;
    return (
      `M${x + CORNER} ${y}h${width - 2 * CORNER}${turn(CORNER, CORNER)}v${height - 2 * CORNER}` +
      `${turn(-CORNER, CORNER)}h${2 * CORNER - width}${turn(-CORNER, -CORNER)}v${2 * CORNER - height}` +
      `${turn(CORNER, -CORNER)}Z`
    );
  };

  // What lies over the picture, with a hole for each card that is lit.
  const veil = (drawn, { x, y, width, height }, ids) => {
    const holes = [...new Set(ids)].map((id) => rounded(drawn, id)).join("");
    return part("path", { class: "veil", d: `M${x} ${y}h${width}v${height}h${-width}Z${holes}` });
  };

  const frames = (drawn, ids, seen, name) =>
    part("path", {
      class: `frame ${name}`,
      "data-of": ids.join(" "),
      d: seen.map((id) => rounded(drawn, id)).join(""),
    });

  // All arrows of one kind as one shape.
  const lines = (drawn, shapes, name) =>
    ["line", "head"].map((piece) =>
      part("path", {
        class: `${piece} ${name}`,
        transform: `translate(${-drawn.corner.x} ${-drawn.corner.y})`,
        d: shapes.map((shape) => shape[piece]).join(""),
      }),
    );

  // The numbers on the way to a paper, unless they are more than anybody follows. The nodes of a
  // picture stand in reading order.
  const MOST_NUMBERED = 99;
  const RADIUS = 10.5;

  const places = (drawn, { before, centre }, isSeen) => {
    if (drawn.isMap || !before.ids.length || before.ids.length >= MOST_NUMBERED) {
      return [];
    }
    const inside = new Set([...before.ids, ...centre.ids]);
    const seen = [...drawn.nodes.keys()]
      .filter((id) => inside.has(id))
      .map((id, n) => ({ id, n: n + 1 }))
      .filter(({ id }) => isSeen(id))
      .map((place) => ({ ...place, ...corner(drawn.box(place.id)) }));
    const arc = `a${RADIUS} ${RADIUS} 0 1 0`;
    const circle = ({ x, y }) => `M${x - RADIUS} ${y}${arc} ${2 * RADIUS} 0${arc} ${-2 * RADIUS} 0Z`;
    const numbers = seen.map(({ id, n, x, y }) => {
      const text = part("text", { class: "place", "data-of": id, x, y: y + 4 });
      text.textContent = n;
      return text;
    });
    return [part("path", { class: "places", d: seen.map(circle).join("") }), ...numbers];
  };

  const corner = ({ x, y, width }) => ({ x: x + width - 3, y: y + 3 });

  rg.Lights = Lights;
  rg.pictures = [...document.querySelectorAll(".rg-figure .rg-picture")].map((svg) => {
    const drawn = new rg.Drawn(svg);
    return { drawn, lights: new Lights(drawn) };
  });
})();
