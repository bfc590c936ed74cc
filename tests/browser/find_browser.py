"""Which browser the tests drive, and how a machine without one gets it.

An installed one is best: `chromium`, then `google-chrome`, then the one Playwright has downloaded for itself. One that
is there but does not start, for want of a library say, counts as missing. `make test` calls this file with
`--install`, which tries Playwright's download and then, as root on Debian, the `chromium` package, and says so. Where
both are in vain it says what to install; on a CI machine that is a failure, elsewhere the browser tests are skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "google-chrome")
QUIET = ("--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
         "--disable-sync")  # fmt: skip
ADVICE = "no browser for the browser tests: install chromium (on Debian: apt-get install chromium) or Google Chrome"


def find_browser() -> str | None:
    """The path of a browser that starts, or None."""
    candidates = (shutil.which(name) for name in NAMES)
    return next((path for path in candidates if path and starts(path)), None) or playwrights_own()


def playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() and starts(path) else None


def starts(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def required() -> bool:
    """Whether a missing browser is a failure: on a CI machine a skipped test would look like a passed one."""
    return os.environ.get("CI") == "true"


def install() -> str | None:
    """Tries what can be tried here, one way after the other; the browser, or None."""
    ways = [("Playwright's download", [[sys.executable, "-m", "playwright", "install", "chromium"]])]
    if shutil.which("apt-get") and os.geteuid() == 0:
        packages = ["chromium", "fonts-liberation"]
        command = ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", *packages]
        ways.append((f"apt-get install {' '.join(packages)}", [["apt-get", "update", "-qq"], command]))
    for name, commands in ways:
        print(f"no browser for the browser tests yet: trying {name} ...", flush=True)
        if all(succeeds(command) for command in commands) and (browser := find_browser()):
            return browser
    return None


def succeeds(command: list[str]) -> bool:
    """Whether it did; where not, one line of what it said is enough to know why."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        print("  that took too long", flush=True)
        return False
    if run.returncode:
        print(f"  that failed: {next(iter(run.stderr.splitlines()), '').strip()}", flush=True)
    return run.returncode == 0


def main(arguments: list[str]) -> int:
    browser = find_browser() or (install() if "--install" in arguments else None)
    print(f"browser tests use {browser}" if browser else ADVICE)
    return 0 if browser or not required() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
