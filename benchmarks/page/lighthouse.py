"""What Lighthouse says of a page, as on a phone (its own simulated slow line and processor)."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.page.visits import FLAGS

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / "tools" / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def scores(url: str) -> tuple[dict[str, int], list[str]]:
    """The score of each category from 0 to 100, and what was found wanting."""
    with TemporaryDirectory() as profile:
        flags = ["--headless=new", f"--user-data-dir={profile}", *FLAGS]
        done = subprocess.run(
            [
                str(Path(sys.executable).parent / "node"), str(PROGRAM), url, "--quiet", "--output=json",
                "--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}",
                f"--chrome-flags={' '.join(flags)}",
            ],
            env=os.environ | {"CHROME_PATH": os.environ.get("CHROMIUM") or shutil.which("chromium") or ""},
            capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
    report = json.loads(done.stdout)
    found = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    weighed = {
        audit["id"]
        for category in report["categories"].values()
        for audit in category["auditRefs"]
        if audit["weight"]
    }
    wanting = [
        f"{audit['title']} ({audit.get('displayValue') or audit['score']})"
        for name, audit in report["audits"].items()
        if name in weighed and audit["score"] is not None and audit["score"] < 0.9
    ]
    return found, wanting
