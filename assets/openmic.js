// Until the page is live, and whenever it loses the server, forms and links are the browser's own.
const live = () => document.getElementById("page")?.dataset.live === "yes";
for (const kind of ["click", "submit"]) {
  addEventListener(kind, (event) => live() || event.stopPropagation(), true);
}
let byKey = false;
addEventListener("keydown", () => (byKey = true), true);
addEventListener("pointerdown", () => (byKey = false), true);
// A form is sent after a short rest, and never before the last answer is here.
let rest;
const send = (form, wait) => {
  clearTimeout(rest);
  rest = setTimeout(() => (document.querySelector("main [aria-busy=true]") ? send(form, 50) : form.requestSubmit()), wait);
};
addEventListener("submit", () => clearTimeout(rest), true);
// Says so, as a hand would: an answer still on its way may not put the old choice back.
const empty = (field) => {
  field.value = "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
// Choosing sends the form. Somebody who walks through a list by keyboard gets no new page for it (WCAG 3.2.2).
addEventListener("change", ({ target }) => {
  const { form, name, value, type } = target;
  if (form?.dataset.autosubmit === undefined || type === "search" || !target.checkValidity()) return;
  const others = { when: ["on", "until"], on: ["when"], until: ["when"] }[name] ?? [];
  if (value) others.forEach((other) => empty(form.elements[other])); // the choice made last is the one that is meant
  live() ? send(form, byKey ? 400 : 0) : byKey || form.requestSubmit(); // at once: the form may be React's in a moment
}, true); // on its way down: React lets nothing come up from a part that it takes over just then
// Typing searches by itself where the page is live.
addEventListener("input", ({ target }) => target.type === "search" && live() && send(target.form, 200), true);
// "Clear filters" also clears what has been typed and not sent.
addEventListener("click", ({ target }) => target.closest("a[data-clears]") && document.forms[0].reset(), true);
// "Load more" gives the focus to the first night it brings.
addEventListener("click", ({ target }) => {
  if (!live() || !target.closest("a[rel=next]")) return;
  const shown = document.querySelectorAll("article").length;
  const watch = new MutationObserver(() => {
    const first = document.querySelectorAll("article a")[shown];
    if (first) first.focus(watch.disconnect());
  });
  watch.observe(document.querySelector("main"), { childList: true, subtree: true });
}, true);
// "Share" opens the device's own sheet; where there is none it copies the link, and where it may not, shows it.
addEventListener("click", ({ target }) => {
  const { share: url, title } = target.closest("[data-share]")?.dataset ?? {};
  const say = (words) => (document.querySelector("[data-share] + [role=status]").textContent = words);
  const share = async () => (say(""), await navigator.share({ title, url }));
  const copy = async () => say((await navigator.clipboard.writeText(url), "Link copied"));
  if (url) share().catch((fault) => fault.name === "AbortError" || copy()).catch(() => say(`The link: ${url}`));
}, true);
