// A small map of a picture that does not fit into its view: where one is, and a way to elsewhere.
// For the eye and the pointer only; by keys and aloud, the picture itself is the way.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const SVG = "http://www.w3.org/2000/svg";

  const overview = (view) => {
    const { drawn } = view;
    const map = part("svg", { class: "rg-overview", viewBox: `0 0 ${drawn.width} ${drawn.height}`, "aria-hidden": "true" });
    for (const [id, node] of drawn.nodes) {
      const colour = [...node.classList].find((name) => /^rg-s\d+$/.test(name));
      map.append(part("rect", { class: colour, ...drawn.box(id) }));
    }
    const frame = part("rect", { class: "here" });
    map.append(frame);

    const go = (event) => {
      if (event.buttons) {
        const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
        const { camera, middle } = view;
        view.pan(middle.x - at.x * camera.scale - camera.x, middle.y - at.y * camera.scale - camera.y);
        event.preventDefault();
      }
    };
    map.addEventListener("pointerdown", (event) => {
      map.setPointerCapture(event.pointerId);
      go(event);
    });
    map.addEventListener("pointermove", go);

    view.addEventListener("moved", () => {
      const { x, y, scale } = view.camera;
      const { width, height } = view.size;
      const fits = drawn.width * scale <= width && drawn.height * scale <= height;
      map.classList.toggle("fits", fits);
      place(frame, { x: -x / scale, y: -y / scale, width: width / scale, height: height / scale });
    });
    return map;
  };

  const part = (tag, attributes) => place(document.createElementNS(SVG, tag), attributes);

  const place = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    return element;
  };

  rg.overview = overview;
})();
