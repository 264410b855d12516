// The queue by keyboard. Keys count only outside of boxes, and can be switched off (WCAG 2.1.4); the page shows them.
import { useEffect } from "react";

const all = () => [...document.querySelectorAll("[data-item]")];
const here = () => document.activeElement.closest("[data-item]");
const toggle = () => document.getElementById("keys");
const go = (item) => (item ?? document.querySelector("h1")).focus();
const walk = (step) => go(all()[here() ? Math.max(all().indexOf(here()) + step, 0) : 0] ?? here());
const press = (key, place = here()) => place?.querySelector(`[data-key=${key}]`)?.click();
const decide = (key, next = here() && all()[all().indexOf(here()) + 1]) => (press(key), next && go(next));
const keys = {
  ...{ j: () => walk(1), k: () => walk(-1), a: () => decide("a"), h: () => decide("h"), x: () => press("x") },
  r: (reason = here()?.querySelector("details select")) => reason?.focus(reason.closest("details").setAttribute("open", "")),
  ...{ u: () => press("u", document), "?": () => press("help", document) },
};
const onKey = (event) => {
  const { key, target, ctrlKey, metaKey, altKey, repeat } = event;
  if (!keys[key] || ctrlKey || metaKey || altKey || repeat || !toggle()?.checked) return;
  if (target.closest("select, textarea, input:not([type=checkbox]), [contenteditable]")) return;
  event.preventDefault();
  keys[key]();
};

// When the item that has the focus goes, whoever decided it, the next one gets the focus (WCAG 2.4.3).
let last, near;
const note = ({ target }) => {
  const items = all(), at = items.indexOf(target.closest("[data-item]"));
  [last, near] = [target, at < 0 ? [] : [...items.slice(at), ...items.slice(0, at).reverse()].map(({ id }) => id)];
};
const rescue = () => {
  if (!last || last.isConnected || document.activeElement !== document.body) return;
  go(near.map((id) => document.getElementById(id)).find(Boolean));
};

export function QueueKeys() {
  useEffect(() => {
    const watch = new MutationObserver(rescue);
    watch.observe(document.querySelector("main"), { childList: true, subtree: true });
    const listening = new AbortController(), { signal } = listening;
    addEventListener("keydown", onKey, { signal });
    addEventListener("focusin", note, { signal });
    const box = toggle();
    box.checked = localStorage.getItem("queue-keys") !== "off";
    box.addEventListener("change", () => localStorage.setItem("queue-keys", box.checked ? "on" : "off"), { signal });
    return () => (watch.disconnect(), listening.abort());
  }, []);
}
