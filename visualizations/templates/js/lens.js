// The form that changes the lens, on a served page. The server draws; the picture is swapped in place.

let asking = null;

async function look(address) {
  if (asking) asking.abort();
  asking = new AbortController();
  document.getElementById("picture").setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: asking.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const news = ["title", "caption", "picture"].map((id) => page.getElementById(id));
    if (news.includes(null)) return location.assign(address);
    for (const element of news) document.getElementById(element.id).replaceWith(element);
    document.title = page.title;
    start();
    speak(document.getElementById("caption").textContent);
  } catch (error) {
    // Whatever else is wrong with the connection, the browser explains it better.
    if (error.name !== "AbortError") location.assign(address);
  }
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
  form.addEventListener("change", go);
  // Back and forward: the form has to change too.
  window.addEventListener("popstate", () => { if (location.search !== shown) location.reload(); });
}
