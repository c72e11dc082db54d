// A button that copies what it stands on. Without scripts there is none, and the text can be selected.
(() => {
  "use strict";

  const SECONDS_SAID = 2;

  const addButton = (block) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "rg-mark";
    button.textContent = "Copy";
    // A live region of its own: the name of a button that changes is not read out everywhere.
    const said = document.createElement("span");
    said.className = "rg-copied";
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      said.textContent = (await copied(block)) ? "Copied" : "Selected: copy it with the keyboard";
      setTimeout(() => (said.textContent = ""), 1000 * SECONDS_SAID);
    });
    const row = document.createElement("div");
    row.className = "rg-copying";
    row.append(button, said);
    block.after(row);
  };

  // What is selected stays so, for browsers that let no script near the clipboard.
  const copied = async (block) => {
    getSelection().selectAllChildren(block);
    try {
      await navigator.clipboard.writeText(block.textContent);
      return true;
    } catch {
      return false;
    }
  };

  document.querySelectorAll(".rg-fold > pre").forEach(addButton);
})();
