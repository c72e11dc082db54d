// Elements, made of text that is text and attributes that are known.
(() => {
  "use strict";

  const rg = (window.readingGraph ??= {});
  const SVG = "http://www.w3.org/2000/svg";

  // What is false, null or undefined is left out, among attributes as among children.
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) {
        element.addEventListener(name.slice(2), value);
      } else if (value === true) {
        element.setAttribute(name, "");
      } else if (value !== false && value !== undefined && value !== null) {
        element.setAttribute(name, value);
      }
    }
    element.append(...children.flat(Infinity).filter((child) => child || child === 0));
    return element;
  };

  // An element of a picture.
  const part = (tag, attributes) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    return element;
  };

  const button = (name, onclick) => make("button", { type: "button", class: "rg-mark", onclick }, name);

  // Has the browser save a text as a file.
  const save = (text, name, type) => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  // A button that shows a sign and says its name.
  const signed = (name, path, onclick, attributes = {}) => {
    const sign = part("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" });
    sign.append(part("path", { d: path }));
    return make("button", { type: "button", "aria-label": name, title: name, onclick, ...attributes }, sign);
  };

  // Whether a click or key is meant for the page: with Ctrl and the like it is the browser's.
  const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);

  Object.assign(rg, { isPlain, make, part, button, save, signed });
})();
