// A claim that the page names: its source opens above the page; without script the link leads down to it.

function openSource(event) {
  const link = event.target.closest("a[href^='#claim-']"), dialog = document.getElementById("source");
  const claim = link && document.getElementById(link.hash.slice(1));
  if (!claim || !dialog || !dialog.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  dialog.lastElementChild.replaceChildren(...[...claim.childNodes].map((node) => node.cloneNode(true)));
  dialog.showModal();
}

document.addEventListener("click", openSource);
