"""Visits the site as people on phones do, and prints what it found as Markdown.

make bench-page                                  # a site of its own, with sample nights; 30 cold loads
.venv/bin/python -m benchmarks.page --loads 5    # a quick look
"""

import argparse
import os
from math import ceil
from statistics import median

from playwright.sync_api import Browser

from benchmarks.page import lighthouse, visits
from benchmarks.page.line import Line, laid
from benchmarks.workplace import workplace
from tests.running import running

SLOWER = 4  # times, than this machine's processor
LIMITS = {"card": 800, "live": 1600, "filter": 300}
ROWS = {
    "first": "first byte",
    "fcp": "first paint",
    "card": "first card visible",
    "socket": "websocket open",
    "loaded": "client loaded",
    "live": "live",
    "filter": "filter change, live",
    "plain filter": "filter change, without a websocket",
    "busy": "long tasks of the main thread, in all",
}


def percentile(values: list[float], share: float) -> float:
    """The smallest value that so large a share of all does not exceed."""
    ordered = sorted(values)
    return ordered[ceil(len(ordered) * share) - 1]


def table(rows: dict[str, list[float]]) -> list[str]:
    """P50 and P95 of each mark, and the limit where there is one."""
    lines = ["| ms | P50 | P95 | aim (P95) |", "| --- | --- | --- | --- |"]
    for name, title in ROWS.items():
        if values := rows.get(name):
            aim = f"< {LIMITS[name]}" if name in LIMITS else ""
            lines.append(f"| {title} | {median(values):.0f} | {percentile(values, 0.95):.0f} | {aim} |")
    return lines


def measured(browser: Browser, url: str, *, loads: int) -> tuple[list[str], visits.Wire]:
    """The table of so many cold loads, and what went over the line in the last of them."""
    rows: dict[str, list[float]] = {}
    wire = visits.Wire()
    for number in range(loads):
        marks, wire = visits.visit(browser, url, slower=SLOWER)
        if number % 5 == 0:
            marks |= visits.visit_without_socket(browser, url, slower=SLOWER)
        for name, value in marks.items():
            rows.setdefault(name, []).append(value)
    lines = table(rows)
    lines.append("")
    lines.append(
        f"{rows['requests'][-1]:.0f} requests and a websocket, {max(rows['kB']):.0f} kB in all, "
        f"layout shift at most {max(rows['shift']):.3f}."
    )
    return lines, wire


def honoured(browser: Browser, url: str, *, moments: int, live: float) -> str:
    """How many of the visitors who did not wait got what they chose."""
    times = [live * number / moments for number in range(moments)]
    lost = [at for at in times if not visits.impatient(browser, url, slower=SLOWER, after=at)]
    said = f"A town chosen at {moments} moments from the first card until {live:.0f} ms later: "
    return said + (f"lost at {', '.join(f'{at:.0f}' for at in lost)} ms." if lost else "always honoured.")


def main() -> None:
    """Starts a site unless it is told of one, measures, prints."""
    asked = argparse.ArgumentParser(prog="benchmarks.page")
    asked.add_argument("--url", help="a site that runs already")
    asked.add_argument("--loads", type=int, default=30)
    asked.add_argument("--moments", type=int, default=12)
    asked.add_argument("--slow-start", action="store_true", help="connections begin slowly, as TCP does")
    asked.add_argument("--waterfall", action="store_true", help="what went over the line, and when")
    asked.add_argument("--no-lighthouse", action="store_true")
    options = asked.parse_args()
    if options.url:
        return report(options.url, options)
    with workplace() as folder, running(folder, DATA_DIR=str(folder), LOG_LEVEL="warning") as site:
        return report(site.url + "/", options)


def report(url: str, options: argparse.Namespace) -> None:
    """Prints what was found."""
    line = Line(slow_start=options.slow_start)
    load = os.getloadavg()[0]
    print(
        f"{options.loads} cold loads, {line.round_trip * 1000:.0f} ms, {line.bits / 1e6:.0f} Mbps, ", end=""
    )
    print(f"{SLOWER}x slower processor; {os.cpu_count()} processors, load {load:.1f} before\n")
    with laid(line) as proxy, visits.chromium(proxy) as browser:
        lines, wire = measured(browser, url, loads=options.loads)
        print("\n".join(lines) + "\n")
        if options.waterfall:
            print("\n".join(f"{at:6.0f} {words}" for at, words in sorted(wire.lines)) + "\n")
        if options.moments:
            print(honoured(browser, url, moments=options.moments, live=1200) + "\n")
        night = visits.first_night(browser, url)
    if not options.no_lighthouse:
        print("| Lighthouse, mobile | " + " | ".join(lighthouse.CATEGORIES) + " |")
        print("| --- |" + " --- |" * len(lighthouse.CATEGORIES))
        for title, place in (("the finder", url), ("a night", night)):
            found, wanting = lighthouse.scores(place)
            print(f"| {title} | " + " | ".join(map(str, found.values())) + " |")
            for words in wanting:
                print(f"<!-- {title}: {words} -->")


if __name__ == "__main__":
    main()
