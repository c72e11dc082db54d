// The view of a picture that is moved and zoomed: by pointer, fingers, wheel, keys and buttons. The
// page's own scrolling is left alone: a wheel zooms with Ctrl, one finger moves sideways.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});

  const STEP = 80;
  const FACTOR = 1.3;
  const SLACK = 5; // pixels that a pointer may move and still click
  const NARROW = 600;
  const GENTLY = 250; // milliseconds
  const FOOT = 48; // pixels above the lower edge where the buttons are
  const LOWER = 0.2; // of its height, how far below its middle a paper stands that has much above it

  class View extends EventTarget {
    constructor({ drawn, lights }) {
      super();
      this.drawn = drawn;
      this.lights = lights;
      this.box = drawn.sheet.parentElement;
      this.pointers = new Map();
      this.all = true;
      this.box.classList.add("rg-view");
      this.listen();
      new ResizeObserver(() => this.resized()).observe(this.box);
    }

    get size() {
      return { width: this.box.clientWidth, height: this.box.clientHeight };
    }

    // Where nothing lies over the picture.
    get room() {
      const { width, height } = this.size;
      return { width, height: Math.max(height - FOOT, height / 2) };
    }

    get middle() {
      return { x: this.size.width / 2, y: this.size.height / 2 };
    }

    // All of the picture where it can be read, else the paper in the middle; as soon as there is
    // room for either.
    open(id) {
      this.first = id;
      if (!this.size.width) {
        return;
      }
      if (rg.camera.fitting(this.drawn, this.room) >= rg.camera.LEGIBLE) {
        this.fit();
        this.opened = true;
      } else {
        this.present(id);
      }
    }

    fit() {
      this.move(rg.camera.fitted(this.drawn, this.room), true);
      this.all = true;
    }

    // Some papers: all of them where they can be read, else the first.
    gather(ids) {
      const around = rg.box.around(...ids.map((id) => this.drawn.box(id)));
      const scale = Math.min(this.legible, rg.camera.fitting(around, this.room));
      const at = scale < rg.camera.LEGIBLE ? this.drawn.centre(ids[0]) : rg.box.middle(around);
      this.move(rg.camera.centred(at, Math.max(scale, rg.camera.LEGIBLE), this.drawn, this.room), true);
    }

    get legible() {
      return this.size.width < NARROW ? rg.camera.LEGIBLE : 1;
    }

    // The paper with all that it rests on where that can be read, else with more room above it than
    // below.
    present(id) {
      if (!this.size.width) {
        this.first = id;
        return;
      }
      const { drawn, room, legible } = this;
      const path = [...drawn.below(id).ids, id];
      const around = rg.box.around(...path.map((other) => drawn.box(other)));
      if (rg.camera.fitting(around, room) >= rg.camera.LEGIBLE) {
        this.gather(path);
      } else {
        const close = Math.max(legible, this.camera && !this.all ? this.camera.scale : 0);
        const { x, y } = drawn.centre(id);
        this.move(rg.camera.centred({ x, y: y - (LOWER * room.height) / close }, close, drawn, room), true);
      }
    }

    reveal(id) {
      if (!this.camera) {
        this.open(id);
        return;
      }
      this.move(rg.camera.revealing(this.camera, this.drawn.box(id), this.drawn, this.room), true);
    }

    // Whether all of a paper's card is in sight, and not filtered out.
    shows(id) {
      const box = this.drawn.isIn(id) && this.drawn.box(id);
      return Boolean(box) && rg.box.holds(rg.camera.seen(this.camera, this.size), box);
    }

    // The paper that is nearest to the middle of what is in sight.
    nearest() {
      const { x, y } = rg.box.middle(rg.camera.seen(this.camera, this.size));
      const ids = [...this.drawn.nodes.keys()].filter((id) => this.drawn.isIn(id));
      return this.drawn.nearest(ids, (centre) => Math.hypot(centre.x - x, centre.y - y));
    }

    zoom(factor, at = this.middle, gently = true) {
      this.move(rg.camera.zoomed(this.camera, factor, at, this.drawn, this.room), gently);
    }

    pan(x, y, gently = false) {
      this.move(rg.camera.panned(this.camera, x, y, this.drawn, this.room), gently);
    }

    larger() {
      this.zoom(FACTOR);
    }

    smaller() {
      this.zoom(1 / FACTOR);
    }

    move(camera, gently = false) {
      this.all = this.opened = false;
      this.camera = camera;
      this.gently = gently;
      this.frame ??= requestAnimationFrame(() => this.draw());
    }

    draw() {
      this.frame = undefined;
      const { x, y, scale } = this.camera;
      const { sheet } = this.drawn;
      const seen = rg.camera.seen(this.camera, this.size);
      const gently = this.gently && this.passed; // but at first, where there is nowhere to come from
      this.passed = gently ? rg.box.around(this.passed, seen) : seen;
      // No class: browsers would look through all of the picture for what it may change.
      sheet.style.transition = gently ? `transform ${GENTLY}ms ease-out` : "none";
      sheet.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
      this.lights.within(this.passed);
      clearTimeout(this.resting);
      this.resting = setTimeout(() => {
        this.passed = seen;
        this.lights.within(seen);
        this.dispatchEvent(new Event("rested"));
      }, 2 * GENTLY);
      this.dispatchEvent(new Event("moved"));
    }

    resized() {
      if (!this.camera) {
        this.open(this.first);
      } else if (this.size.width) {
        if (this.opened) {
          this.open(this.first);
        } else if (this.all) {
          this.fit(); // as it was asked for, legible or not
        } else {
          this.pan(0, 0);
        }
        this.dispatchEvent(new Event("resized"));
      }
    }

    listen() {
      const { box } = this;
      box.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
      box.addEventListener("pointerdown", (event) => this.down(event));
      box.addEventListener("pointermove", (event) => this.drag(event));
      for (const end of ["pointerup", "pointercancel"]) {
        box.addEventListener(end, (event) => this.pointers.delete(event.pointerId));
      }
      box.addEventListener("dragstart", (event) => event.preventDefault());
      box.addEventListener("click", (event) => this.click(event), true);
      box.addEventListener("keydown", (event) => this.key(event));
    }

    wheel(event) {
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (event.ctrlKey || event.metaKey) {
        this.zoom(Math.exp(-event.deltaY / 300), this.place(event), false);
      } else if (sideways || this.box.closest(":fullscreen, .full")) {
        this.pan(-event.deltaX, -event.deltaY);
      } else {
        return;
      }
      event.preventDefault();
    }

    place(event) {
      const { left, top } = this.box.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    }

    down(event) {
      if (event.pointerType === "mouse" && event.button !== 0) {
        return;
      }
      this.pointers.set(event.pointerId, this.place(event));
      if (this.pointers.size === 1) {
        this.dragged = 0;
      }
    }

    drag(event) {
      const before = this.pointers.get(event.pointerId);
      if (!before || !event.buttons) { // which may have been let go elsewhere
        this.pointers.delete(event.pointerId);
        return;
      }
      const now = this.place(event);
      this.dragged += Math.hypot(now.x - before.x, now.y - before.y);
      if (this.dragged < SLACK) {
        return;
      }
      this.box.setPointerCapture(event.pointerId);
      const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const factor = distance(now, other) / Math.max(1, distance(before, other));
        this.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
        this.zoom(factor, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }, false);
      } else {
        this.pan(now.x - before.x, now.y - before.y);
      }
      this.pointers.set(event.pointerId, now);
    }

    // The end of a drag is no click.
    click(event) {
      if (event.detail && this.dragged >= SLACK) {
        event.preventDefault();
        event.stopPropagation();
      }
    }

    key(event) {
      const act = this.keys[event.key];
      const arrow = event.key.startsWith("Arrow");
      if (!act || event.ctrlKey || event.altKey || event.metaKey || (arrow && event.target !== this.box)) {
        return;
      }
      act();
      event.preventDefault();
    }

    keys = {
      ArrowUp: () => this.pan(0, STEP, true),
      ArrowDown: () => this.pan(0, -STEP, true),
      ArrowLeft: () => this.pan(STEP, 0, true),
      ArrowRight: () => this.pan(-STEP, 0, true),
      "+": () => this.larger(),
      "=": () => this.larger(),
      "-": () => this.smaller(),
      0: () => this.fit(),
    };
  }

  const distance = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

  rg.View = View;
})();
