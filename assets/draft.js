// A night half typed is still there when the tab was closed or the telephone lost its way. It never leaves the device.
const place = "openmic-draft", lasts = 30 * 24 * 3600e3;
const drafted = ({ target }) => target.form?.dataset.draft !== undefined && target.form;
const read = () => JSON.parse(localStorage[place] ?? "{}");
addEventListener("input", (event) => {
  const form = drafted(event);
  if (!form) return;
  const typed = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "website" && name !== "opened");
  localStorage[place] = JSON.stringify({ at: Date.now(), typed: Object.fromEntries(typed) });
}, true); // before React, which lets nothing come up from a part that it takes over just then
// React says "openmic:form" when it has put a form there, perhaps anew after the server was away.
const restore = () => {
  const form = document.querySelector("form[data-draft]");
  const { at, typed = {} } = form ? read() : {};
  if (at < Date.now() - lasts) return localStorage.removeItem(place);
  for (const [name, value] of Object.entries(typed)) {
    const field = form.elements[name];
    if (field?.type === "checkbox") field.checked = value === field.value;
    else if (field && (!field.value || name === "key" || field.type === "select-one")) field.value = value;
    field?.dispatchEvent(new Event("input", { bubbles: true })); // as if typed: no answer may put something else there
  }
};
for (const kind of ["DOMContentLoaded", "openmic:form"]) addEventListener(kind, restore);
