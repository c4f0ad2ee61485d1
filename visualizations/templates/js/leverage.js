// The page of trades: sliders ask the server, which answers with a whole page whose parts are swapped in place.

const WAIT = 150;  // milliseconds without a move before a slider asks

class Inquiry {
  constructor() {
    document.addEventListener("submit", (event) => this.sent(event));
    document.addEventListener("input", (event) => this.moved(event.target));
    document.addEventListener("change", (event) => this.changed(event.target));
    document.addEventListener("click", (event) => this.clicked(event));
    window.addEventListener("popstate", () => { if (location.search !== this.shown) location.reload(); });
    this.shown = location.search;
    this.waiting = null;
  }

  form() { return document.getElementById("inquiry"); }
  field(id) { return document.getElementById(id); }

  sent(event) {
    if (event.target !== this.form()) return;
    event.preventDefault();
    this.go();
  }

  /** A slider says where it stands while it moves; the what-if asks while it does. */
  moved(target) {
    if (target.id === "month") {
      this.field("month-words").value = target.dataset.words.split("|")[target.value];
    } else if (target.id === "salience") {
      this.field("salience-value").value = Number(target.value).toFixed(2);
      if (!this.field("suppose").value) this.field("suppose").selectedIndex = 1;
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.go(false), WAIT);
    }
  }

  changed(target) {
    if (target.form !== this.form() || target.id === "salience") return;
    const form = this.form();
    if (target.id === "month") this.field("as-of").value = target.dataset.days.split(" ")[target.value];
    if (target.id === "suppose") this.hold(target);
    if (target.name === "theatre") {
      const chosen = form.querySelectorAll("[name=theatre]:checked").length;
      target.setCustomValidity(chosen < 2 ? "Choose two theatres or more." : "");
      for (const field of form.querySelectorAll("[name=actor], [name=trade]")) field.remove();
    }
    if (["theatre", "as-of", "known-by"].includes(target.name) || target.id === "month") this.field("suppose").value = "";
    this.go();
  }

  /** Start from what is coded for whoever is chosen. */
  hold(select) {
    const coded = select.selectedOptions[0].dataset.coded;
    if (coded) this.field("salience").value = coded;
    this.field("salience-value").value = coded || "";
  }

  clicked(event) {
    if (event.target.id === "reset") {
      this.field("suppose").value = "";
      this.hold(this.field("suppose"));
      this.go();
    }
  }

  /** Ask for what the form says; where a slider is being moved, the form stays as it is. */
  go(form = true) {
    clearTimeout(this.waiting);
    if (!this.form().reportValidity()) return;
    const supposing = this.field("suppose").value;
    const given = [...new FormData(this.form())].filter(([name, value]) => value && (supposing || name !== "salience"));
    const wanted = `?${new URLSearchParams(given)}`;
    if (wanted === location.search) return;
    history[form ? "pushState" : "replaceState"](null, "", location.pathname + wanted);
    this.shown = location.search;
    this.look(form);
  }

  async look(form) {
    const focus = document.activeElement && document.activeElement.id;
    const open = [...document.querySelectorAll("#answer details[open]")].map((fold) => fold.id);
    if (!await swap(location.href, form ? ["title", "caption", "inquiry", "answer"] : ["title", "caption", "answer"])) return;
    for (const id of open) if (this.field(id)) this.field(id).open = true;
    if (form && focus) this.field(focus)?.focus();
    speak(document.querySelector("#change-heading, #title")?.textContent.trim() || "");
  }
}

/** Open whatever the element at *hash* is folded in, and show it; browsers that do so themselves lose nothing. */
function openFolds(hash) {
  const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
}

/** A link to the same fragment again moves nothing in the history, so that clicks are listened to as well. */
function watchFolds() {
  openFolds(location.hash);
  addEventListener("hashchange", () => openFolds(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && !event.defaultPrevented) openFolds(link.hash);
  });
}

if (document.getElementById("inquiry")) new Inquiry();
if (document.querySelector(".fold")) watchFolds();
