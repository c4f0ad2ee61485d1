// The diagram: vis-network draws actors and lines; frames, names and marks are drawn here around them.

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** A colour of the form #RRGGBB, blended into the paper; unlike opacity it lets nothing shine through. */
function faded(hex, share) {
  const paper = colour("paper"), part = (text, n) => parseInt(text.slice(n, n + 2), 16);
  const mixed = [1, 3, 5].map((n) => Math.round(part(hex, n) * share + part(paper, n) * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

const FONT = 'system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif';
const READABLE = 11, LEGIBLE = 9;  // pixels on the screen below which no name is drawn, and no words of a line

const AROUND = 16;  // pixels around the frames
const NARROW = 620;  // pixels below which regions stand on each other

class Canvas {
  constructor(element, data) {
    this.element = element;
    this.data = data;
    this.sizes = data.sizes;
    for (const edge of data.edges) edge.title = document.querySelector(`#sheet [data-line="${CSS.escape(edge.id)}"] title`).textContent;
    this.wide = { nodes: data.nodes, edges: data.edges, frames: data.frames };
    this.ranked = [];  // actors, the most linked first
    this.chosen = null;  // {kind: "actor" or "line", id}
    this.inks = new Map();  // what colour and width each hollow line has, which vis-network cannot draw
    const bare = (item) => ({ ...item, label: undefined });
    this.nodes = new vis.DataSet(data.nodes.map(bare));
    this.edges = new vis.DataSet(data.edges.map(bare));
    const options = { ...data.options, nodes: { ...data.options.nodes, chosen: false }, edges: { chosen: false } };
    this.network = new vis.Network(element, { nodes: this.nodes, edges: this.edges }, options);
    this.network.on("beforeDrawing", (context) => { this.drawFrames(context); this.drawHollow(context); });
    this.network.on("afterDrawing", (context) => this.drawWords(context));
    // vis-network restores the camera after it says that its size changed.
    this.network.on("resize", () => queueMicrotask(() => this.fitted && this.arrange()));
    this.network.on("dragEnd", ({ nodes }) => { if (!nodes.length) this.fitted = false; });
    for (const kind of ["Node", "Edge"]) {
      this.network.on(`hover${kind}`, () => element.classList.add("pointing"));
      this.network.on(`blur${kind}`, () => element.classList.remove("pointing"));
    }
    // The wheel scrolls the page, as everywhere, until the diagram is in use.
    element.addEventListener("wheel", (event) => {
      if (document.activeElement !== element && !event.ctrlKey) event.stopImmediatePropagation();
      else this.fitted = false;
    }, { capture: true });
    this.paint();
    this.arrange();
  }

  /** Take the places for a wide or a narrow element, and show all of them. */
  arrange() {
    const narrow = Boolean(this.data.narrow) && this.element.clientWidth < NARROW;
    if (narrow !== this.narrow) {
      this.narrow = narrow;
      const places = narrow ? this.data.narrow : this.wide;
      const merged = (items, news) => items.map((item, n) => ({ ...item, ...news[n] }));
      this.data.nodes = merged(this.wide.nodes, places.nodes);
      this.data.edges = merged(this.wide.edges, places.edges);
      this.data.frames = places.frames;
      this.nodes.update(this.data.nodes.map(({ id, x, y }) => ({ id, x, y })));
      this.edges.update(this.data.edges.map(({ id, smooth }) => ({ id, smooth })));
      this.ranked = [...this.data.nodes].sort((a, b) => b.degree - a.degree);
      this.element.classList.toggle("narrow", narrow);
      this.network.setOptions({ interaction: { dragView: !narrow, dragNodes: !narrow } });
    }
    this.fit();
  }

  /** The box that holds all frames. */
  bounds() {
    const edge = (least, of) => least(...this.data.frames.map(of));
    const left = edge(Math.min, (f) => f.left), top = edge(Math.min, (f) => f.top);
    return { left, top, width: edge(Math.max, (f) => f.left + f.width) - left, height: edge(Math.max, (f) => f.top + f.height) - top };
  }

  /** Show the whole picture, frames included, as large as the element allows; a narrow one grows downwards. */
  fit() {
    const { left, top, width, height } = this.bounds(), element = this.element;
    const across = (element.clientWidth - 2 * AROUND) / width;
    const tall = this.narrow ? `${Math.ceil(height * Math.min(across, 1.6) + 2 * AROUND + 2)}px` : "";
    if (element.style.height !== tall) {
      element.style.height = tall;
      this.network.redraw();
    }
    const scale = Math.min(across, (element.clientHeight - 2 * AROUND) / height, 1.6);
    this.network.moveTo({ position: { x: left + width / 2, y: top + height / 2 }, scale });
    this.fitted = true;
  }

  zoom(factor) {
    if (factor === 0) return this.fit();
    this.network.moveTo({ scale: this.network.getScale() * factor });
    this.fitted = false;
  }

  choose(chosen) {
    this.chosen = chosen;
    this.paint();
  }

  /** What is said of an actor or a line. */
  sentence({ kind, id }) {
    if (kind === "line") return this.data.edges.find((edge) => edge.id === id).title;
    const node = this.data.nodes.find((one) => one.id === id);
    return `${node.name}, ${node.degree} ${node.degree === 1 ? "line" : "lines"}`;
  }

  /** Where an actor, or the middle of a line, is. */
  where({ kind, id }) {
    if (kind === "actor") return this.network.getPosition(id);
    const edge = this.data.edges.find((one) => one.id === id);
    return pointOn(this.network.getPosition(edge.from), this.network.getPosition(edge.to), bendOf(edge), 0.5);
  }

  /** Move the picture if what is asked for lies outside what is seen. */
  reveal(stop) {
    const at = this.where(stop), seen = this.network.canvasToDOM(at), element = this.element;
    const inside = seen.x > 20 && seen.y > 20 && seen.x < element.clientWidth - 20 && seen.y < element.clientHeight - 20;
    if (!inside) this.network.moveTo({ position: at });
  }

  /** The ids that stay bright: what is chosen and what it touches; null where nothing is chosen. */
  bright() {
    if (!this.chosen) return null;
    const { kind, id } = this.chosen;
    const lines = this.data.edges.filter((e) => (kind === "line" ? e.id === id : e.from === id || e.to === id));
    return new Set([id, ...lines.flatMap((e) => [`line ${e.id}`, e.from, e.to])]);
  }

  /** Take the colours from the style sheet, and fade what is not chosen. */
  paint() {
    const bright = this.bright(), own = (kind, id) => this.chosen && this.chosen.kind === kind && this.chosen.id === id;
    const shade = (hex, seen, share) => (seen ? hex : faded(hex, share));
    this.nodes.update(this.data.nodes.map(({ id, color, badge }) => {
      const seen = !bright || bright.has(id), trades = badge && badge.kind === "trades";
      const fill = { background: shade(color.background, seen, 0.3), border: shade(colour(trades ? "gives" : "ink"), seen, 0.3) };
      return { id, color: { ...fill, highlight: fill, hover: fill }, borderWidth: own("actor", id) ? 5 : trades ? 4 : 2 };
    }));
    this.edges.update(this.data.edges.map(({ id, family, width, opacity, hollow }) => {
      const seen = !bright || bright.has(`line ${id}`), more = own("line", id) ? 2 : 0;
      const ink = shade(colour(family), seen && opacity === 1, seen ? opacity : 0.2);
      if (hollow) this.inks.set(id, { ink, more });
      const line = hollow ? "rgba(0,0,0,0)" : ink;  // still there to be pointed at
      return { id, color: { color: line, highlight: line, hover: line }, width: width + more };
    }));
  }

  /** Words have one size in the picture, and are never smaller on the screen than can be read. */
  readable(size, least = READABLE) {
    return Math.max(size, least / this.network.getScale());
  }

  /** The frame whose count of what is folded away lies at a point, if there is one. */
  foldedAt({ x, y }) {
    const height = 10 + 2 * this.readable(this.sizes.name);
    return this.data.frames.find(({ left, top, width, height: tall, more }) => more && x > left && x < left + width && y < top + tall && y > top + tall - height);
  }

  drawFrames(context) {
    context.save();
    const size = this.readable(this.sizes.name);
    context.font = `700 ${size}px ${FONT}`;
    context.textAlign = "center";
    for (const frame of this.data.frames) {
      context.beginPath();
      context.roundRect(frame.left, frame.top, frame.width, frame.height, this.sizes.corner);
      context.fillStyle = context.strokeStyle = frame.fill;
      context.globalAlpha = this.sizes.tint;
      context.fill();
      context.globalAlpha = 1;
      context.lineWidth = this.sizes.outline;
      context.stroke();
      context.fillStyle = colour("ink");
      context.fillText(frame.name, frame.left + frame.width / 2, size > 1.3 * this.sizes.name ? frame.top - 0.4 * size : frame.top + 1.45 * size);
      if (!frame.more) continue;
      context.font = `400 ${size}px ${FONT}`;
      context.fillText(frame.more, frame.left + frame.width / 2, frame.top + frame.height - 10, frame.width);
      context.font = `700 ${size}px ${FONT}`;
    }
    context.restore();
  }

  /** Lines that are hollow, below all others: two edges around the paper or a tint of the line. */
  drawHollow(context) {
    const at = this.network.getPositions();
    context.save();
    for (const edge of this.data.edges) if (this.inks.has(edge.id)) this.drawCasing(context, edge, at[edge.from], at[edge.to]);
    context.restore();
  }

  drawCasing(context, edge, start, end) {
    const { hollow, family, width } = edge, { ink, more } = this.inks.get(edge.id), via = viaOf(start, end, bendOf(edge));
    const way = new Path2D(`M${start.x} ${start.y}Q${via.x} ${via.y} ${end.x} ${end.y}`);
    const stroke = (style, width, dashes) => {
      context.strokeStyle = style;
      context.lineWidth = width;
      context.setLineDash(dashes || []);
      context.stroke(way);
    };
    stroke(ink, width + more, edge.dashes);
    stroke(colour("paper"), hollow.core + more / 2);
    if (hollow.tint) stroke(faded(ink, hollow.tint), hollow.core + more / 2, edge.dashes);
    if (hollow.crossed) return stroke(ink, this.sizes.tick, this.sizes.tick_dashes);
    context.fillStyle = ink;
    this.drawEnd(context, this.data.ends[family], start, via, end);
    if (edge.arrows.from) this.drawEnd(context, this.data.ends[family], end, via, start);
  }

  /** The mark of a family at the rim of the actor where a line ends. */
  drawEnd(context, { outline, length }, start, via, end) {
    const { x, y, angle } = rimOf(start, via, end, this.sizes.radius + 3);
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.scale(length, length);
    context.fill(new Path2D(outline));
    context.restore();
  }

  drawWords(context) {
    const scale = this.network.getScale(), at = this.network.getPositions(), bright = this.bright();
    context.save();
    context.lineJoin = "round";
    context.strokeStyle = colour("paper");
    const { radius } = this.sizes;
    const taken = Object.values(at).map(({ x, y }) => [x - radius, y - radius, x + radius, y + radius]);
    for (const edge of this.data.edges) {
      if (edge.tag && (!bright || bright.has(`line ${edge.id}`))) this.drawTag(context, edge, at, scale, taken);
    }
    this.drawNames(context, at, bright);
    for (const { id, badge } of this.data.nodes) if (badge && (!bright || bright.has(id))) this.drawBadge(context, badge, at[id]);
    context.restore();
  }

  /** The mark and the words of a line; when the picture is small the words stay legible and some make way. */
  drawTag(context, edge, at, scale, taken) {
    const { x, y } = pointOn(at[edge.from], at[edge.to], bendOf(edge), edge.tag.at), tag = edge.tag;
    const ink = colour(`${edge.family}-text`);
    context.fillStyle = ink;
    const { words } = this.sizes, size = this.readable(words, LEGIBLE);
    context.font = `${edge.family === "gives" ? 700 : 400} ${size}px ${FONT}`;
    if (tag.text && (size === words || this.takes(context, tag, x, y, size, taken))) {
      context.textAlign = tag.anchor;
      context.lineWidth = this.sizes.halo;
      context.strokeText(tag.text, x + tag.text_x, y + this.sizes.baseline);
      context.fillText(tag.text, x + tag.text_x, y + this.sizes.baseline);
    }
    if (tag.mark && this.sizes.mark * scale > 4) this.drawMark(context, tag.mark, x + tag.mark_x, y, ink);
  }

  /** Whether words of a size find room beside those that are drawn; if so it is taken. */
  takes(context, tag, x, y, size, taken) {
    const width = context.measureText(tag.text).width, left = x + tag.text_x - (tag.anchor === "end" ? width : 0);
    const box = [left, y - size / 2, left + width, y + size / 2];
    const free = !taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]);
    if (free) taken.push(box);
    return free;
  }

  drawMark(context, mark, x, y, ink) {
    context.save();
    context.beginPath();
    context.arc(x, y, this.sizes.mark - 0.5, 0, 2 * Math.PI);
    context.fillStyle = colour("paper");
    context.fill();
    context.strokeStyle = context.fillStyle = ink;
    context.lineWidth = this.sizes.outline;
    context.stroke();
    context.font = `700 ${this.sizes.words}px ${FONT}`;
    context.textAlign = "center";
    context.fillText(mark, x, y + this.sizes.baseline);
    context.restore();
  }

  /** What a trade is worth to an actor: a loss in a box with corners, a gain in a round one. */
  drawBadge(context, badge, at) {
    const size = this.readable(this.sizes.words), height = size * 1.5;
    context.font = `700 ${size}px ${FONT}`;
    const width = context.measureText(badge.text).width + size * 1.2, left = at.x + badge.x - width / 2, top = at.y + badge.y - height / 2;
    context.save();
    context.beginPath();
    context.roundRect(left, top, width, height, badge.kind === "loss" ? 0 : height / 2);
    context.fillStyle = colour("paper");
    context.fill();
    context.strokeStyle = context.fillStyle = colour("ink");
    context.lineWidth = badge.kind === "loss" ? 2 : 1;
    context.stroke();
    context.textAlign = "center";
    context.fillText(badge.text, left + width / 2, top + 1.1 * size);
    context.restore();
  }

  /** Names, the most linked first; when the picture is small they stay readable and some make way. */
  drawNames(context, at, bright) {
    const { radius, beside: off, under, name, leading: step } = this.sizes;
    const size = this.readable(name), leading = step / name, taken = [];
    for (const node of this.ranked) {
      const own = this.chosen && this.chosen.id === node.id;
      if (bright && !bright.has(node.id)) continue;
      const lines = node.label.split("\n"), place = at[node.id];
      context.font = `${own ? 700 : 400} ${size}px ${FONT}`;
      const width = Math.max(...lines.map((line) => context.measureText(line).width));
      const height = lines.length * size * leading, beside = node.side === "left" ? -1 : node.side === "right" ? 1 : 0;
      const x = place.x + beside * (radius + off);
      const top = beside ? place.y - height / 2 : node.side === "above" ? place.y - radius - under - height : place.y + radius + under;
      const left = beside > 0 ? x : beside < 0 ? x - width : x - width / 2;
      const box = [left, top, left + width, top + height];
      const hit = taken.some((b) => box[0] + 2 < b[2] && b[0] + 2 < box[2] && box[1] + 2 < b[3] && b[1] + 2 < box[3]);
      if (hit && !own && size > 1.1 * name) continue;
      taken.push(box);
      context.textAlign = beside > 0 ? "left" : beside < 0 ? "right" : "center";
      context.fillStyle = colour("ink");
      context.lineWidth = size / 4;
      lines.forEach((line, n) => {
        const y = top + (n + 0.8) * size * leading;
        context.strokeText(line, x, y);
        context.fillText(line, x, y);
      });
    }
  }
}
