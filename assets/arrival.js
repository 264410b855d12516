// A page opened inside the app takes its predecessor's focused element away. Then the focus goes to that element's
// namesake; or, after a step back, to the link that was followed; or to the heading, which is read out (WCAG 2.4.3).
import { useEffect } from "react";
import { useLocation, useNavigationType } from "react-router";

let page; // the one shown before, and the id of what had the focus there
let focused;
globalThis.document?.addEventListener("focusin", ({ target }) => (focused = target.id));

// A breadcrumb to where one came from is a step back: the list is as it was left, and where.
globalThis.document?.addEventListener("click", (event) => {
  const link = event.target.closest(".breadcrumb a");
  const before = window.navigation?.entries()[navigation.currentEntry.index - 1];
  if (!link || before?.url !== link.href || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.back();
}, true);

export function Arrival() {
  const { pathname } = useLocation();
  const wentBack = useNavigationType() === "POP";
  useEffect(() => {
    const left = page;
    page = pathname;
    if (!left || left === pathname || document.activeElement !== document.body) return;
    const main = document.querySelector("main");
    const namesake = focused && document.getElementById(focused);
    const followed = wentBack && main.querySelector(`a[href="${left}"]`);
    const heading = main.querySelector("h1");
    heading.tabIndex = -1;
    (namesake || followed || heading).focus({ preventScroll: true });
  }, [pathname]);
}
