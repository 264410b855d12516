// Runs before anything of the page: notes, in milliseconds since the visit began, what a visitor would see.
(() => {
  const marks = (window.marks = { shift: 0 });
  const now = () => performance.now();
  const note = (name, at = now()) => (marks[name] ??= at);
  const observe = (type, say) =>
    new PerformanceObserver((list) => list.getEntries().forEach(say)).observe({ type, buffered: true });
  observe("paint", (entry) => entry.name === "first-contentful-paint" && note("fcp", entry.startTime));
  observe("largest-contentful-paint", (entry) => (marks.lcp = entry.startTime));
  observe("layout-shift", (entry) => entry.hadRecentInput || (marks.shift += entry.value));
  observe("longtask", (entry) => (marks.busy = (marks.busy ?? 0) + entry.duration));
  // called with a frame that has been laid out, so never before the styles are here
  const seen = new IntersectionObserver(([entry]) => entry.boundingClientRect.height && note("card"));
  let watched, heading;
  const painted = (say) => requestAnimationFrame(() => setTimeout(say));
  new MutationObserver(() => {
    const card = document.querySelector("article");
    if (card && !watched) seen.observe((watched = card));
    if (document.querySelector("#page[data-live=yes]")) note("live");
    const words = document.querySelector("h1")?.textContent;
    if (marks.chosen && words && words !== heading) painted(() => note("answered"));
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  addEventListener("change", () => {
    heading = document.querySelector("h1")?.textContent;
    delete marks.answered;
    marks.chosen = now();
    sessionStorage.setItem("chosen", performance.timeOrigin + now());
  }, true);
})();
