"""The picture in the README, taken from the built site: its home on a desk, a paper's page on a phone at night.

python -m tests.bench.screenshot [SITE] [PICTURE]
"""

import base64
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.find_browser import find_browser
from tests.pages_server import serving

PAPER = "papers/lisa-reasoning-segmentation-via-large-language-model.html"
FRAME = Path(__file__).with_name("screenshot.html")


def shot(browser: Browser, address: str, width: int, height: int, theme: str) -> str:
    """The top of a page as a data address; `is_mobile` for a page without the room of a scroll bar."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme, is_mobile=True)  # type: ignore[arg-type]
    page.goto(address)
    picture = page.screenshot()
    page.close()
    return "data:image/png;base64," + base64.b64encode(picture).decode()


def main() -> None:
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    target = Path(sys.argv[2] if len(sys.argv) > 2 else ".github/screenshot.png")
    with serving({"/digest/": site}) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        frame = browser.new_page(viewport={"width": 1400, "height": 860})
        frame.goto(FRAME.as_uri())
        for name, picture in (
            ("desk", shot(browser, f"{server}/digest/", 1200, 800, "light")),
            ("phone", shot(browser, f"{server}/digest/{PAPER}", 360, 700, "dark")),
        ):
            frame.evaluate("([id, address]) => { document.getElementById(id).src = address; }", [name, picture])
        frame.wait_for_function("[...document.images].every(image => image.complete && image.naturalWidth)")
        frame.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    main()
