// What the page does once it is there.

let picture = null;

function start() {
  const element = document.getElementById("diagram"), data = document.getElementById("data");
  if (picture) picture.canvas.network.destroy();
  picture = null;
  if (!element) return;
  const canvas = new Canvas(element, JSON.parse(data.textContent));
  const panel = new Panel(canvas, document.getElementById("panel"));
  picture = { canvas, panel, walk: new Walk(canvas, panel) };
  element.picture = picture;  // for whoever embeds or tests the page
  canvas.network.once("afterDrawing", () => { element.dataset.drawn = Math.round(performance.now()); });
  canvas.network.on("click", ({ nodes, edges, pointer }) => {
    const folded = nodes.length || edges.length ? null : canvas.foldedAt(pointer.canvas);
    if (nodes.length) panel.open("actor", nodes[0]);
    else if (edges.length) panel.open("line", edges[0]);
    else if (folded) unfold(folded);
    else panel.show("");
  });
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => canvas.zoom(Number(button.dataset.zoom)));
  }
  for (const button of document.querySelectorAll("[data-export]")) {
    button.addEventListener("click", () => exportPicture(canvas, button.dataset.export));
  }
  panel.show(location.hash);
}

/** Show the list of what is folded away in a frame. */
function unfold({ key }) {
  const list = document.getElementById(`folded-${key ?? "*"}`) || document.getElementById("folded");
  list.open = true;
  list.scrollIntoView({ block: "nearest" });
}

start();
watchLens();
window.addEventListener("hashchange", () => {
  if (!picture) return;
  picture.panel.show(location.hash);
  if (picture.canvas.chosen) picture.panel.enter();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => picture && picture.canvas.paint());
