// Search without a server. No browser starts a Worker from disk, so there the theme's search runs in
// a hidden frame that takes and gives messages as a Worker does. That is enough for English; for
// other languages the search would import scripts.
(() => {
  "use strict";

  if (location.protocol !== "file:") {
    return;
  }

  window.Worker = class extends EventTarget {
    constructor(script) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.srcdoc = `<script src="${script}"></script>`;
      this.inside = new Promise((started) => {
        frame.addEventListener("load", () => started(frame.contentWindow));
      });
      this.inside.then((inside) => {
        inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      });
      document.body.append(frame);
    }

    async postMessage(data) {
      (await this.inside).dispatchEvent(new MessageEvent("message", { data }));
    }
  };
})();
