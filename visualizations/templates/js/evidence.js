// The panel: what the address points at (#line-… or #actor-…) is chosen in the diagram and opened here.

class Panel {
  constructor(canvas, root) {
    this.canvas = canvas;
    this.root = root;
    this.back = null;  // where Escape leads
    document.getElementById("close").addEventListener("click", () => this.close());
  }

  /** Open what *hash* points at; anything else closes the panel. */
  show(hash) {
    const [, kind, id] = /^#(line|actor)-(.+)$/s.exec(decodeURIComponent(hash)) || [];
    const section = kind && document.getElementById(`${kind}-${id}`);
    for (const open of this.root.querySelectorAll(".evidence.open")) open.classList.remove("open");
    for (const row of document.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
    this.root.classList.toggle("opened", Boolean(section));
    this.canvas.choose(section ? { kind, id } : null);
    if (!section) return;
    this.fill(section);
    if (kind === "actor") this.list(section.querySelector(".links"), id);
    section.classList.add("open");
    this.root.scrollTop = 0;
    for (const link of document.querySelectorAll(`td > a[href="#line-${CSS.escape(id)}"]`)) link.closest("tr").classList.add("chosen");
    speak(this.canvas.sentence({ kind, id }));
  }

  /** Put the claims, of which the page has one of each, where *section* names them. */
  fill(section) {
    for (const link of section.querySelectorAll('a[href^="#claim-"]')) {
      const claim = document.getElementById(link.getAttribute("href").slice(1)).cloneNode(true);
      link.parentNode.replaceChildren(...claim.childNodes);
    }
  }

  /** List the lines of an actor, each in the words above its own evidence. */
  list(links, actor) {
    const lines = this.canvas.data.edges.map(({ id, from, to }) => ({ section: document.getElementById(`line-${id}`), ends: [from, to] }));
    links.replaceChildren(...lines.filter(({ ends }) => ends.includes(actor)).map(({ section }) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = `#${section.id}`;
      link.textContent = section.querySelector("h2").textContent;
      item.append(link);
      return item;
    }));
  }

  /** Open without a jump of the page; the address says what is open. */
  open(kind, id) {
    history.pushState(null, "", `#${kind}-${encodeURIComponent(id)}`);
    this.show(location.hash);
  }

  enter() {
    this.back = document.activeElement;
    this.root.focus();
    this.root.scrollIntoView({ block: "nearest" });
  }

  close() {
    history.pushState(null, "", "#");
    this.show("");
    (this.back || this.canvas.element).focus();
    this.back = null;
  }
}

function speak(sentence) {
  const spoken = document.getElementById("spoken");
  if (spoken) spoken.textContent = sentence;
}
