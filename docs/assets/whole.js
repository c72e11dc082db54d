// The whole picture as the explorer shows it: a view that is moved, what is lit, and where one is in it.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});

  class Whole {
    constructor(picture) {
      this.drawn = picture.drawn;
      this.lights = picture.lights;
      this.view = new rg.View(picture);
      this.box = this.view.box;
      this.small = rg.overview(this.view);
      this.name = `Show all ${rg.counted(this.drawn.nodes.size, "paper")}`;
      rg.walk(this.view);
      this.view.addEventListener("resized", () => this.selected && this.view.reveal(this.selected));
    }

    // Where the focus goes with a paper, if there is one.
    stop(id) {
      return this.drawn.nodes.get(id)?.querySelector("a") ?? this.box;
    }

    select(id) {
      this.drawn.nodes.get(this.selected)?.classList.remove("selected");
      this.drawn.nodes.get(id)?.classList.add("selected");
      this.selected = id;
      this.preview();
    }

    preview(id = this.selected) {
      this.lights.keep(id);
    }

    // What is left of it: the papers of some ids, and the arrows between them.
    filter(ids) {
      const inside = new Set(ids);
      this.drawn.nodes.forEach((node, id) => node.classList.toggle("out", !inside.has(id)));
      this.drawn.from.forEach((edges) =>
        edges.forEach(({ element, before, after }) =>
          element.classList.toggle("out", !inside.has(before) || !inside.has(after)),
        ),
      );
      this.small.querySelectorAll("rect").forEach((card) => card.classList.toggle("out", !inside.has(card.dataset.of)));
    }

    gather(ids) {
      this.view.gather(ids);
    }

    present(id) {
      this.view.present(id);
    }

    reveal(id) {
      this.view.reveal(id);
    }

    // Whether one was here before one left the page, with a window as wide as now.
    get isKept() {
      return Boolean(history.state?.camera) && history.state.width === innerWidth;
    }

    // On what was seen then, else on some papers, else on the first.
    open(ids, first) {
      this.view.first = first;
      if (this.isKept) {
        this.view.move(history.state.camera);
      } else if (ids.length) {
        this.gather(ids);
      } else {
        this.view.open(first);
      }
      this.view.addEventListener("rested", () => {
        const { all, camera } = this.view;
        history.replaceState(all ? null : { camera, width: innerWidth }, "");
      });
    }
  }

  rg.Whole = Whole;
})();
