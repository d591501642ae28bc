// After an answer is saved: mark what changed in the contract and show the first of it. Everything else is htmx and plain forms.
(() => {
  document.documentElement.classList.add("js");
  const pane = document.getElementById("pane");
  const scrollTo = (target, behavior) =>
    pane.scrollTo({ top: target.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop - 12, behavior });
  const show = () => {
    const said = document.getElementById("touched");
    const names = said ? said.textContent.trim().split(" ").filter(Boolean) : [];
    if (!names.length) return;
    said.textContent = "";
    for (const old of pane.querySelectorAll(".touched")) old.classList.remove("touched");
    const found = names.map((name) => document.getElementById("b-" + name)).filter(Boolean);
    for (const block of found) block.classList.add("touched");
    if (found.length) scrollTo(found[0], matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  };
  // where the focus was, it is again: a question is put anew when its answer is saved
  let focused = "";
  document.addEventListener("focusin", (event) => { focused = event.target.id; });
  document.addEventListener("htmx:after:swap", () => {
    if (document.activeElement === document.body && focused) document.getElementById(focused)?.focus({ preventScroll: true });
    show();
  });
  // htmx gives what it puts in the attributes of what stood there first, and a choice loses its mark by it
  document.addEventListener("htmx:after:settle", () => {
    for (const box of document.querySelectorAll(".question:not(.htmx-request) :is([type=radio], [type=checkbox])")) box.checked = box.defaultChecked;
  });
  // a reference in the contract scrolls the contract, not the page
  pane?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!target) return;
    event.preventDefault();
    scrollTo(target, "auto");
  });
})();
