// The form that changes the lens, on a served page. The server draws; the picture is swapped in place.

let asking = null;

/** Ask for a page and take over the elements of these ids; false where a later request came between. */
async function swap(address, ids) {
  if (asking) asking.abort();
  asking = new AbortController();
  document.querySelector("main").setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: asking.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const news = ids.map((id) => page.getElementById(id));
    if (news.includes(null)) return location.assign(address);
    for (const element of news) document.getElementById(element.id).replaceWith(element);
    document.title = page.title;
    document.querySelector("main").setAttribute("aria-busy", "false");
    return true;
  } catch (error) {
    // Whatever else is wrong with the connection, the browser explains it better.
    if (error.name !== "AbortError") location.assign(address);
    return false;
  }
}

async function look(address) {
  const held = document.activeElement.id;
  if (!await swap(address, ["title", "caption", "elsewhere", "picture"])) return;
  start();
  const field = document.activeElement === document.body && document.getElementById(held);
  if (field) field.focus();
  speak(document.getElementById("caption").textContent);
}

function watchLens() {
  const form = document.getElementById("lens");
  if (!form) return;
  let shown = location.search;
  const go = (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    const given = [...new FormData(form)].filter(([, value]) => value);
    const wanted = `?${new URLSearchParams(given)}`;
    if (wanted === location.search) return;
    history.pushState(null, "", location.pathname + wanted);
    shown = location.search;
    look(location.href);
  };
  form.addEventListener("submit", go);
  // Some of its fields stand in the picture and change with it.
  document.addEventListener("change", (event) => { if (event.target.form === form) go(event); });
  // Back and forward: the form has to change too.
  window.addEventListener("popstate", () => { if (location.search !== shown) location.reload(); });
}
