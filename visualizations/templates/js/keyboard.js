// Walking through the diagram: arrows to the nearest actor that way, n and p through all actors and lines.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class Walk {
  constructor(canvas, panel) {
    this.canvas = canvas;
    this.panel = panel;
    const actors = [...canvas.data.nodes].sort((a, b) => a.x - b.x || a.y - b.y);
    this.stops = actors.flatMap((node) => [
      { kind: "actor", id: node.id },
      ...canvas.data.edges.filter((edge) => edge.from === node.id).map((edge) => ({ kind: "line", id: edge.id })),
    ]);
    canvas.element.addEventListener("keydown", (event) => this.press(event));
    panel.root.addEventListener("keydown", (event) => { if (event.key === "Escape") panel.close(); });
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const zoom = { "+": 1.25, "-": 0.8, 0: 0 }[event.key];
    if (event.key in ARROWS) this.go(this.towards(...ARROWS[event.key]));
    else if (event.key === "n" || event.key === "p") this.go(this.next(event.key === "n" ? 1 : -1));
    else if (event.key === "Enter" && this.canvas.chosen) this.enter();
    else if (event.key === "Escape") this.panel.close();
    else if (zoom !== undefined) this.canvas.zoom(zoom);
    else return;
    event.preventDefault();
  }

  go(stop) {
    this.canvas.choose(stop);
    this.canvas.reveal(stop);
    speak(this.canvas.sentence(stop));
  }

  enter() {
    this.panel.open(this.canvas.chosen.kind, this.canvas.chosen.id);
    this.panel.enter();
  }

  next(step) {
    const same = (stop) => this.canvas.chosen && stop.kind === this.canvas.chosen.kind && stop.id === this.canvas.chosen.id;
    const here = this.stops.findIndex(same), count = this.stops.length;
    return this.stops[here < 0 ? (step > 0 ? 0 : count - 1) : (here + step + count) % count];
  }

  towards(dx, dy) {
    const chosen = this.canvas.chosen;
    if (!chosen) return this.stops[0];
    const from = this.canvas.where(chosen);
    let best = chosen, least = Infinity;
    for (const node of this.canvas.data.nodes) {
      const at = this.canvas.where({ kind: "actor", id: node.id });
      const along = (at.x - from.x) * dx + (at.y - from.y) * dy, aside = Math.abs((at.x - from.x) * dy - (at.y - from.y) * dx);
      if (node.id === chosen.id || along <= 0 || aside > 2 * along) continue;
      if (along + 2 * aside < least) [best, least] = [{ kind: "actor", id: node.id }, along + 2 * aside];
    }
    return best;
  }
}
