// While an answer is on its way. One that does not come is asked for again as a whole page.
const isBusy = () => !!document.querySelector("main [aria-busy=true]");
let waited = 0;
setInterval(() => {
  waited = isBusy() && navigator.onLine ? waited + 1 : 0;
  if (waited === 8) location.reload();
}, 1000);
// The links that let go of a filter were made for the last answer: followed now, one would bring another back.
addEventListener("click", (event) => {
  const chips = "[data-chips] a", chip = event.target.closest(chips)?.textContent;
  if (!chip || !isBusy()) return;
  event.preventDefault();
  event.stopPropagation();
  const follow = () => (isBusy() ? setTimeout(follow, 50) : [...document.querySelectorAll(chips)].find((one) => one.textContent === chip)?.click());
  follow();
}, true);
// Whose focused element has gone, or was shut away, goes on from the heading, or from what shut it away (WCAG 2.4.3).
let last, page;
addEventListener("focusin", ({ target }) => ([last, page] = [target, location.pathname]), true);
const rescue = () => {
  if (document.activeElement !== document.body || page !== location.pathname || !last) return;
  const heading = document.querySelector("h1");
  heading.tabIndex = -1;
  const shut = last.isConnected && last.closest("details:not([open])")?.querySelector("summary");
  if (shut || !last.isConnected) (shut || heading).focus({ preventScroll: true });
};
let soon;
new MutationObserver(() => (clearTimeout(soon), (soon = setTimeout(rescue, 100)))).observe(document, { childList: true, subtree: true, attributeFilter: ["open"] });
