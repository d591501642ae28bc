// After an answer is saved: mark what changed in the contract and show the first of it. A clause asked about is told beside the contract.
// Everything else is htmx and plain forms.
(() => {
  document.documentElement.classList.add("js");
  const pane = document.getElementById("pane");
  const about = document.getElementById("about");
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
  // a question that was asked for by its address has the focus
  const target = () => {
    const found = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (found?.matches?.(".question")) found.querySelector("input:checked, input:not([type=hidden]), select, textarea, a.button")?.focus({ preventScroll: true });
  };
  addEventListener("hashchange", target);
  target();

  // a clause: why it stands, its law, its positions, in place of the questions until it is closed
  let came = null;
  const choose = (name) => {
    for (const old of pane.querySelectorAll(".block-chosen")) old.classList.remove("block-chosen");
    const block = name && document.getElementById(name);
    if (!block) return;
    block.classList.add("block-chosen");
    return block;
  };
  const tell = async (link) => {
    came = link;
    await htmx.ajax("GET", link.getAttribute("href"), { target: "#about", swap: "innerHTML" });
    const block = choose(about.querySelector("[data-block]")?.dataset.block);
    if (block && !pane.contains(link)) scrollTo(block, "auto");
    about.scrollTop = 0;
    document.getElementById("about-title")?.focus();
  };
  const close = () => {
    if (!about.firstChild) return;
    about.replaceChildren();
    choose("");
    came?.isConnected && came.focus();
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) return close();
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a");
    const why = link ? (link.matches(".why, .why-link") ? link : null) : String(getSelection()) ? null : event.target.closest("#pane .block-provision")?.querySelector(".why");
    if (!why) return;
    event.preventDefault();
    tell(why);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  // a reference in the contract, or an annex that was found, scrolls the contract, not the page
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#pane a[href^='#'], a.block-link");
    const found = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!found || !pane.contains(found)) return;
    event.preventDefault();
    scrollTo(found, "auto");
  });
})();
