// Until the page is live, and whenever it loses the server, forms and links are the browser's own.
const live = () => document.getElementById("page")?.dataset.live === "yes";
for (const kind of ["click", "submit"]) {
  addEventListener(kind, (event) => live() || event.stopPropagation(), true);
}
// Choosing from a list sends the form, in either world.
addEventListener("change", ({ target }) => {
  if (target.form?.dataset.autosubmit !== undefined && target.type !== "search") target.form.requestSubmit();
});
// Typing searches by itself where the page is live: after a short rest, and never before the last answer is here.
let rest;
const search = (field) => {
  clearTimeout(rest);
  rest = setTimeout(() => (document.querySelector("main [aria-busy=true]") ? search(field) : field.form.requestSubmit()), 200);
};
addEventListener("input", ({ target }) => target.type === "search" && live() && search(target));
addEventListener("submit", () => clearTimeout(rest), true);
