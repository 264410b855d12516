// The queue by keyboard. Keys count only outside of boxes, and can be switched off (WCAG 2.1.4); the page shows them.
import { useEffect } from "react";

const all = () => [...document.querySelectorAll("[data-item]")];
const here = () => document.activeElement.closest("[data-item]");
const toggle = () => document.getElementById("keys"); // the switch
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
  const { target, ctrlKey, metaKey, altKey, repeat } = event, key = event.key?.toLowerCase();
  const isTyped = ctrlKey || metaKey || altKey || repeat || target.closest("select, textarea, input:not([type=checkbox])");
  if (keys[key] && !isTyped && toggle()?.checked) keys[key](event.preventDefault());
};

// When the item that has the focus goes, whoever decided it, the next one gets the focus (WCAG 2.4.3).
let last, near;
const note = ({ target }) => {
  const items = all(), at = items.indexOf(target.closest("[data-item]"));
  [last, near] = [target, at < 0 ? [] : [...items.slice(at), ...items.slice(0, at).reverse()].map(({ id }) => id)];
};
const rescue = (changes) => {
  const isNew = ({ addedNodes }) => [...addedNodes].some((node) => node.querySelector?.("[data-item]"));
  if (changes.some(isNew)) came = performance.now();
  if (!last || last.isConnected || document.activeElement !== document.body) return;
  go(near.map((id) => document.getElementById(id)).find(Boolean));
};

// A click that was meant for another night: the second of a double one, or one just as something new has moved the list.
let came = -1000;
const stray = (event) => {
  const isStray = event.detail > 1 || (event.detail && event.timeStamp - came < 500); // 0 is a key's
  if (isStray && event.target.closest("[data-item] form button")) event.stopPropagation(event.preventDefault());
};

export function QueueKeys() {
  useEffect(() => {
    const watch = new MutationObserver(rescue);
    watch.observe(document.querySelector("main"), { childList: true, subtree: true });
    const listening = new AbortController(), { signal } = listening;
    for (const [kind, hear] of [["keydown", onKey], ["focusin", note]]) addEventListener(kind, hear, { signal });
    addEventListener("click", stray, { signal, capture: true });
    const box = toggle();
    box.checked = localStorage.getItem("queue-keys") !== "off";
    box.addEventListener("change", () => localStorage.setItem("queue-keys", box.checked ? "on" : "off"), { signal });
    return () => (watch.disconnect(), listening.abort());
  }, []);
}
