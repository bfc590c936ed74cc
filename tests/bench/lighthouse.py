"""Lighthouse's marks for the five pages that matter most: as a phone sees them, median of five runs.

    python -m tests.bench.lighthouse [SITE] [RUNS]

Needs node and npm; Lighthouse itself is fetched into a temporary folder and is gone afterwards. The site is served
from this machine as GitHub Pages serves it, gzipped, and the browser is the one the browser tests use.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.browser.find_browser import ADVICE, find_browser
from tests.built_site import BuiltSite
from tests.pages_server import serving

VERSION = "12"
"""The last major version that runs on node 20."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
CHROME = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"


def install(folder: Path) -> Path:
    command = [
        "npm",
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(folder),
        f"lighthouse@{VERSION}",
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "node_modules" / ".bin" / "lighthouse"


def marks(lighthouse: Path, address: str, browser: str) -> dict[str, Any]:
    """One run: Lighthouse's own report."""
    options = ["--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={CHROME}"]
    environment = {**os.environ, "CHROME_PATH": browser}
    command = [str(lighthouse), address, *options]
    run = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=180)
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def pages(site: BuiltSite) -> dict[str, str]:
    papers = sorted(site.papers, key=lambda paper: len(site.files[paper["url"]]))
    tags = sorted((path for path in site.pages if Path(path).match("tags/*.html")), key=lambda p: len(site.files[p]))
    paper, tag = papers[-1]["url"], tags[-1]
    return {"home": "index.html", "paper": paper, "tag": tag, "search": "search.html", "list": "list.html"}


def main() -> int:
    site = BuiltSite(Path(sys.argv[1] if len(sys.argv) > 1 else "site"))
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    browser = find_browser()
    if browser is None:
        print(ADVICE)
        return 1
    print("page     " + "".join(f"{name:>16}" for name in CATEGORIES) + "   FCP ms  LCP ms  TBT ms     CLS")
    with tempfile.TemporaryDirectory() as folder, serving({"/digest/": site.folder}) as server:
        lighthouse = install(Path(folder))
        for name, path in pages(site).items():
            scores, times, lacking = defaultdict(list), defaultdict(list), set[str]()
            for _ in range(runs):
                report = marks(lighthouse, f"{server}/digest/{path}", browser)
                for category in CATEGORIES:
                    scores[category].append(report["categories"][category]["score"] * 100)
                    lacking |= lost(report, category)
                for audit in TIMES:
                    times[audit].append(report["audits"][audit]["numericValue"])
            line = "".join(f"{statistics.median(scores[category]):>16.0f}" for category in CATEGORIES)
            print(
                f"{name:<9}{line}" + " {:>8.0f}{:>8.0f}{:>8.0f}{:>8.3f}".format(*map(statistics.median, times.values()))
            )
            for fault in sorted(lacking):
                print(f"         - {fault}")
    return 0


def lost(report: dict[str, Any], category: str) -> set[str]:
    """What cost a mark, except of time, which the columns show."""
    if category == "performance":
        return set()
    weighed = (item["id"] for item in report["categories"][category]["auditRefs"] if item["weight"])
    audits = ((name, report["audits"][name]) for name in weighed)
    return {f"{name}: {audit['title']}" for name, audit in audits if audit["score"] is not None and audit["score"] < 1}


if __name__ == "__main__":
    sys.exit(main())
