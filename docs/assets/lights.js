// Lights up a paper in a picture: what it rests on, numbered in reading order, and what it leads to.
// All else fades under a veil with holes. It lies on the picture as another one of a few shapes: to
// change nodes and arrows, or to add to the picture, would have a browser draw all of it again.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { part } = rg;

  class Lights {
    constructor(drawn) {
      this.drawn = drawn;
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
        this.darken();
        if (this.drawn.nodes.has(id)) {
          this.light(id);
        }
      }
    }

    darken() {
      this.front?.remove();
    }

    light(id) {
      const { drawn } = this;
      const below = drawn.below(id);
      const above = drawn.above(id);
      const helping = [...drawn.into.get(id), ...drawn.from.get(id)].filter((edge) => edge.background);
      const helped = helping.map((edge) => (edge.before === id ? edge.after : edge.before));
      const groups = {
        before: { ids: [...below.ids], edges: below.edges },
        after: { ids: [...above.ids], edges: above.edges },
        helping: { ids: helped, edges: helping },
        centre: { ids: [id], edges: [] },
      };
      const { corner, width, height } = drawn;
      this.front = part("svg", {
        class: "rg-lights",
        viewBox: `${corner.x} ${corner.y} ${width} ${height}`,
        "aria-hidden": "true",
      });
      this.front.append(veil(drawn, [...below.ids, ...above.ids, ...helped, id]));
      for (const [name, { ids, edges }] of Object.entries(groups)) {
        this.front.append(...lines(edges, name), frames(drawn, ids, name));
      }
      this.front.append(...places(drawn, [...below.ids], id));
      drawn.sheet.append(this.front);
    }
  }

  const paperAt = (event) => rg.idOf(event.target.closest(".node"));

  const CORNER = 9;

  const rounded = (drawn, id) => {
    const { x, y, width, height } = drawn.box(id);
    const [left, top] = [x + drawn.corner.x, y + drawn.corner.y];
    const turn = (dx, dy) => `a${CORNER} ${CORNER} 0 0 1 ${dx} ${dy}`;
    return (
      `M${left + CORNER} ${top}h${width - 2 * CORNER}${turn(CORNER, CORNER)}v${height - 2 * CORNER}` +
      `${turn(-CORNER, CORNER)}h${2 * CORNER - width}${turn(-CORNER, -CORNER)}v${2 * CORNER - height}` +
      `${turn(CORNER, -CORNER)}Z`
    );
  };

  // What lies over the picture, with a hole for each card that is lit.
  const veil = (drawn, ids) => {
    const { corner, width, height } = drawn;
    const holes = [...new Set(ids)].map((id) => rounded(drawn, id)).join("");
    const d = `M${corner.x} ${corner.y}h${width}v${height}h${-width}Z${holes}`;
    return part("path", { class: "veil", d });
  };

  const frames = (drawn, ids, name) =>
    part("path", {
      class: `frame ${name}`,
      "data-of": ids.join(" "),
      d: ids.map((id) => rounded(drawn, id)).join(""),
    });

  // All arrows of one kind as one shape.
  const lines = (edges, name) =>
    ["line", "head"].map((piece) => {
      const shapes = edges.map(({ element }) => element.querySelector(`.${piece}`).getAttribute("d"));
      return part("path", { class: `${piece} ${name}`, d: shapes.join("") });
    });

  // The numbers on the way to a paper, unless they are more than anybody follows. The nodes of a
  // picture stand in reading order.
  const MOST_NUMBERED = 99;
  const RADIUS = 10.5;

  const places = (drawn, below, id) => {
    if (!below.length || below.length >= MOST_NUMBERED) {
      return [];
    }
    const inside = new Set([...below, id]);
    const path = [...drawn.nodes.keys()].filter((other) => inside.has(other));
    const corners = path.map((other) => {
      const { x, y, width } = drawn.box(other);
      return [x + drawn.corner.x + width - 3, y + drawn.corner.y + 3];
    });
    const arc = `a${RADIUS} ${RADIUS} 0 1 0`;
    const circle = ([x, y]) => `M${x - RADIUS} ${y}${arc} ${2 * RADIUS} 0${arc} ${-2 * RADIUS} 0Z`;
    const numbers = path.map((other, n) => {
      const text = part("text", { class: "place", "data-of": other, x: corners[n][0], y: corners[n][1] + 4 });
      text.textContent = n + 1;
      return text;
    });
    return [part("path", { class: "places", d: corners.map(circle).join("") }), ...numbers];
  };

  rg.Lights = Lights;
  rg.pictures = [...document.querySelectorAll(".rg-figure .rg-picture")].map((svg) => {
    const drawn = new rg.Drawn(svg);
    return { drawn, lights: new Lights(drawn) };
  });
})();
