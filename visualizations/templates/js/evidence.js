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
    section.classList.add("open");
    this.root.scrollTop = 0;
    for (const row of document.querySelectorAll(`tr[data-row="${CSS.escape(id)}"]`)) row.classList.add("chosen");
    speak(this.canvas.sentence({ kind, id }));
  }

  /** Put the claims, of which the page has one of each, where *section* names them. */
  fill(section) {
    for (const link of section.querySelectorAll('a[href^="#claim-"]')) {
      const claim = document.getElementById(link.getAttribute("href").slice(1)).cloneNode(true);
      link.parentNode.replaceChildren(...claim.childNodes);
    }
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
