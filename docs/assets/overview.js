// A small map of a picture that does not fit into its view: where one is, and a way to elsewhere.
// For the eye and the pointer only; by keys and aloud, the picture itself is the way.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const WIDTH = 220;
  const HEIGHT = 110;

  const overview = (view) => {
    const { drawn } = view;
    const map = rg.part("svg", { viewBox: `0 0 ${drawn.width} ${drawn.height}` });
    for (const [id, node] of drawn.nodes) {
      const colour = [...node.classList].find((name) => /^rg-s\d+$/.test(name));
      map.append(rg.part("rect", { class: colour, "data-of": id, ...drawn.box(id) }));
    }
    const here = rg.make("div", { class: "rg-here" }); // apart, so that its moves draw no card anew
    const element = rg.make("div", { class: "rg-overview", "aria-hidden": "true" }, map, here);
    // As large as the corner has room for.
    const size = Math.min(WIDTH / drawn.width, HEIGHT / drawn.height);
    element.style.width = `${drawn.width * size}px`;
    element.style.height = `${drawn.height * size}px`;

    const go = (event) => {
      if (event.buttons) {
        const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
        const { camera, middle } = view;
        view.pan(middle.x - at.x * camera.scale - camera.x, middle.y - at.y * camera.scale - camera.y);
        event.preventDefault();
      }
    };
    element.addEventListener("pointerdown", (event) => {
      element.setPointerCapture(event.pointerId);
      go(event);
    });
    element.addEventListener("pointermove", go);

    view.addEventListener("moved", () => {
      const { x, y, scale } = view.camera;
      const { width, height } = view.size;
      const fits = drawn.width * scale <= width && drawn.height * scale <= height;
      element.hidden = fits;
      const small = size / scale;
      here.style.transform = `translate(${-x * small}px, ${-y * small}px)`;
      here.style.width = `${width * small}px`;
      here.style.height = `${height * small}px`;
    });
    return element;
  };

  rg.overview = overview;
})();
