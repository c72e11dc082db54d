// Lights up a paper in a picture: what it rests on, numbered in reading order, and what it leads to.
// All else fades: the picture as a whole, under a copy of what is lit. To fade each node and arrow
// would take many times as long in a large picture.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const { part } = rg;

  class Lights {
    constructor(drawn) {
      this.drawn = drawn;
      this.lit = [];
      this.shown = undefined;
      this.wanted = { hovered: undefined, focused: undefined, kept: undefined };
      // Not on the picture itself: browsers give the focus to an <svg> that listens for it.
      const frame = drawn.svg.parentElement;
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
      this.drawn.svg.classList.remove("lit");
      for (const [element, name] of this.lit) {
        element.classList.remove(name);
      }
      this.lit = [];
      this.front?.remove();
    }

    light(id) {
      const { drawn } = this;
      const below = drawn.below(id);
      const above = drawn.above(id);
      const helping = [...drawn.into.get(id), ...drawn.from.get(id)].filter((edge) => edge.background);
      this.mark(drawn.nodes.get(id), "centre");
      below.edges.forEach((edge) => this.mark(edge.element, "before"));
      above.edges.forEach((edge) => this.mark(edge.element, "after"));
      above.ids.forEach((other) => this.mark(drawn.nodes.get(other), "after"));
      for (const edge of helping) {
        this.mark(edge.element, "helping");
        this.mark(drawn.nodes.get(edge.before === id ? edge.after : edge.before), "helping");
      }
      // The nodes of a picture stand in reading order.
      const path = [...drawn.nodes.keys()].filter((other) => below.ids.has(other));
      path.forEach((other) => this.mark(drawn.nodes.get(other), "before"));
      this.front = part("g", { class: "front", "aria-hidden": "true" });
      this.front.append(...this.lit.map(([element]) => copied(element)));
      if (path.length) {
        this.front.append(...[...path, id].map((other, n) => placed(drawn, other, n + 1)));
      }
      drawn.svg.append(this.front);
      drawn.svg.classList.add("lit");
    }

    mark(element, name) {
      element.classList.add(name);
      this.lit.push([element, name]);
    }
  }

  const paperAt = (event) => rg.idOf(event.target.closest(".node"));

  // What is drawn of a node or an arrow, without its link and its name.
  const copied = (element) => {
    const copy = part("g", { class: element.getAttribute("class") });
    copy.classList.remove("node", "edge");
    if (element.hasAttribute("transform")) {
      copy.setAttribute("transform", element.getAttribute("transform"));
    }
    const shapes = element.querySelectorAll("rect, path, text");
    copy.append(...[...shapes].map((shape) => shape.cloneNode(true)));
    return copy;
  };

  const placed = (drawn, id, number) => {
    const { x, y, width } = drawn.box(id);
    const place = part("g", {
      class: "place",
      "data-of": id,
      transform: `translate(${x + drawn.corner.x + width - 3} ${y + drawn.corner.y + 3})`,
    });
    const text = part("text", { y: 4 });
    text.textContent = number;
    place.append(part("circle", { r: 10.5 }), text);
    return place;
  };

  rg.Lights = Lights;
  rg.pictures = [...document.querySelectorAll(".rg-figure .rg-picture")].map((svg) => {
    const drawn = new rg.Drawn(svg);
    return { drawn, lights: new Lights(drawn) };
  });
})();
