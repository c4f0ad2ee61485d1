// The sheet that the page carries, with actors where they were dragged to, as SVG or PNG.

function currentSheet(canvas) {
  const sheet = document.querySelector("#sheet svg").cloneNode(true), at = canvas.network.getPositions();
  const move = (element, point) => element.setAttribute("transform", `translate(${point.x} ${point.y})`);
  for (const node of canvas.data.nodes) move(sheet.querySelector(`[data-actor="${CSS.escape(node.id)}"]`), at[node.id]);
  for (const [number, edge] of canvas.data.edges.entries()) {
    const start = at[edge.from], end = at[edge.to], bend = bendOf(edge), via = viaOf(start, end, bend);
    for (const path of sheet.querySelectorAll(`[data-line="${CSS.escape(edge.id)}"] path`)) {
      path.setAttribute("d", `M${start.x} ${start.y}Q${via.x} ${via.y} ${end.x} ${end.y}`);
    }
    if (edge.tag) move(sheet.querySelector(`[data-tag="${number}"]`), pointOn(start, end, bend, edge.tag.at));
  }
  const [, , width, height] = sheet.getAttribute("viewBox").split(" ").map(Number);
  sheet.setAttribute("width", width);
  sheet.setAttribute("height", height);
  return { text: new XMLSerializer().serializeToString(sheet), width, height };
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function exportPicture(canvas, format) {
  const { text, width, height } = currentSheet(canvas);
  const svg = new Blob([text], { type: "image/svg+xml" });
  if (format === "svg") return save(svg, `${canvas.data.name}.svg`);
  const image = new Image(width, height);
  image.src = URL.createObjectURL(svg);
  await image.decode();
  const paper = document.createElement("canvas");
  paper.width = 2 * width;
  paper.height = 2 * height;
  paper.getContext("2d").drawImage(image, 0, 0, paper.width, paper.height);
  URL.revokeObjectURL(image.src);
  paper.toBlob((png) => save(png, `${canvas.data.name}.png`));
}
