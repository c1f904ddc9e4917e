"""Takes the screenshots that the README shows: `python tests/screenshots.py`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from apis import ROOT, run
from browser import browser, served

FOLDER = ROOT / "generated" / "screenshots"
ACTION = "1.3/actions/send_message_by_subscriber_ref/"


def main() -> None:
    """Build the site of Skycore, and look at it in both colours."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as work:
        site = Path(work) / "site"
        run("docs", "build", str(ROOT / "spec/skycore"), "--out", str(site))
        with served(site) as url, browser() as chromium:
            for scheme in ("light", "dark"):
                page = chromium.new_page(
                    viewport={"width": 1280, "height": 1000},
                    color_scheme="dark" if scheme == "dark" else "light",
                )
                page.goto(url + ACTION)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=FOLDER / f"action-{scheme}.png")
                values = {"mms_id": "35674", "text": "Hello", "subscriber_ref": "ACCT-123232"}
                for name, value in {**values, "campaign_ref": "Campaign123"}.items():
                    page.locator(f"#builder-{name}").fill(value)
                page.locator("#try-it").scroll_into_view_if_needed()
                page.locator(".builder").screenshot(path=FOLDER / f"builder-{scheme}.png")
                page.goto(url + "1.3/errors/#invalidrequesterror")
                page.wait_for_load_state("networkidle")
                page.screenshot(path=FOLDER / f"errors-{scheme}.png")


if __name__ == "__main__":
    main()
