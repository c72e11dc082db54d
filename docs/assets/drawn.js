// A graph as its picture shows it: nodes, arrows, and what follows from them.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});

  rg.idOf = (node) => node?.dataset.paper ?? node?.dataset.section;

  class Drawn {
    corner = {};

    constructor(svg) {
      this.svg = svg;
      // What lies on the picture moves with it.
      this.sheet = rg.make("div", { class: "rg-sheet", style: svg.getAttribute("style") });
      svg.replaceWith(this.sheet);
      this.sheet.append(svg);
      // Sections rest on one another in circles: of them only what is next to each other tells something.
      this.isMap = svg.matches(".rg-map");
      [this.corner.x, this.corner.y, this.width, this.height] = svg.getAttribute("viewBox").split(" ").map(Number);
      this.nodes = new Map([...svg.querySelectorAll(".node")].map((g) => [rg.idOf(g), g]));
      this.into = new Map();
      this.from = new Map();
      for (const id of this.nodes.keys()) {
        this.into.set(id, []);
        this.from.set(id, []);
      }
      for (const element of svg.querySelectorAll(".edge")) {
        const { from: before, to: after } = element.dataset;
        const edge = { element, before, after, background: element.classList.contains("background") };
        this.into.get(after).push(edge);
        this.from.get(before).push(edge);
      }
    }

    // Ids and arrows of all that a paper rests on in this picture.
    below(id) {
      return this.reached(id, this.into, "before");
    }

    // Ids and arrows of all that rests on a paper in this picture.
    above(id) {
      return this.reached(id, this.from, "after");
    }

    reached(id, edges, end) {
      const found = { ids: new Set(), edges: [] };
      const open = [id];
      while (open.length) {
        for (const edge of edges.get(open.pop())) {
          if (edge.background) {
            continue;
          }
          found.edges.push(edge);
          if (!found.ids.has(edge[end])) {
            found.ids.add(edge[end]);
            open.push(...(this.isMap ? [] : [edge[end]]));
          }
        }
      }
      return found;
    }

    // Whether there is such a node, not filtered out.
    isIn(id) {
      return this.nodes.has(id) && !this.nodes.get(id).matches(".out");
    }

    // The box of a node, in units of the picture.
    box(id) {
      this.boxes ??= new Map([...this.nodes].map(([name, node]) => [name, this.measured(node)]));
      return this.boxes.get(id);
    }

    measured(node) {
      const [x, y] = node.getAttribute("transform").match(/[-\d.]+/g).map(Number);
      const card = node.querySelector(".card");
      const [width, height] = ["width", "height"].map((name) => Number(card.getAttribute(name)));
      return { x: x - this.corner.x, y: y - this.corner.y, width, height };
    }

    // The line and the head of an arrow as they are written, and a box that holds them.
    shape(edge) {
      edge.shape ??= this.traced(edge.element);
      return edge.shape;
    }

    traced(element) {
      const [line, head] = ["line", "head"].map((name) => element.querySelector(`.${name}`).getAttribute("d"));
      const numbers = (line + head).match(/-?[\d.]+/g).map(Number);
      const xs = numbers.filter((_, n) => n % 2 === 0);
      const ys = numbers.filter((_, n) => n % 2);
      const [x, y] = [Math.min(...xs), Math.min(...ys)];
      const size = { width: Math.max(...xs) - x, height: Math.max(...ys) - y };
      return { line, head, box: { x: x - this.corner.x, y: y - this.corner.y, ...size } };
    }

    centre(id) {
      return rg.box.middle(this.box(id));
    }

    // Where one gets from a node: up to what it needs, down to what needs it, or sideways.
    neighbour(id, way) {
      const { x, y } = this.centre(id);
      if (way === "up" || way === "down") {
        const edges = way === "up" ? this.into.get(id) : this.from.get(id);
        const needs = edges.filter((edge) => !edge.background);
        const ids = (needs.length ? needs : edges).map((edge) => (way === "up" ? edge.before : edge.after));
        return this.nearest(ids, (other) => Math.hypot(other.x - x, other.y - y));
      }
      const sign = way === "left" ? -1 : 1;
      const beside = [...this.nodes.keys()].filter((other) => {
        const centre = this.centre(other);
        return Math.abs(centre.y - y) < 1 && sign * (centre.x - x) > 0;
      });
      return this.nearest(beside, (other) => Math.abs(other.x - x));
    }

    nearest(ids, distance) {
      const far = new Map(ids.map((id) => [id, distance(this.centre(id))]));
      return ids.toSorted((one, other) => far.get(one) - far.get(other))[0];
    }
  }

  rg.Drawn = Drawn;
})();
