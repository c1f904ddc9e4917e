"""The request builder in a real browser: it judges, shows, and sends to a mock server alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from apis import ROOT, read_api, run
from browser import Watched, grave_faults, served
from playwright.sync_api import Browser, Locator, Page, expect

from actionspec.mock import MockServer, running
from skycore import Skycore

RICH = ROOT / "tests/cases/generate-rich/spec"
REQUEST = """
async ([name, number]) => {
    const data = await (await fetch(`../${name}.json`)).json();
    const { request } = await import(new URL("../../assets/builder/request.js", location.href));
    const keys = data.credentials.map(({ name }) => [name, `YOUR_${name.toUpperCase()}`]);
    const values = data.examples[number].request;
    const made = request(data, data.transports[0].name, values, Object.fromEntries(keys));
    return made.body || made.url;
}
"""
"""What the engine makes of an example, without the form."""

KEY = "YOUR_API_KEY"
ACTION = "1.3/actions/send_message_by_subscriber_ref/"
GIVEN = {"mms_id": "35674", "subscriber_ref": "ACCT-123232", "campaign_ref": "R&D <1>"}


@pytest.fixture
def allowing(address: str) -> Iterator[MockServer]:
    """A mock server that takes requests from the pages of the site."""
    api = read_api(ROOT / "spec/skycore")
    with running(MockServer(api, allowed_origin=address.rstrip("/"))) as mock:
        yield mock


@pytest.fixture
def builder(page: Page, address: str) -> Locator:
    page.goto(address + ACTION)
    found = page.locator(".builder")
    found.wait_for()
    return found


def fill(builder: Locator, values: dict[str, str]) -> None:
    for name, value in values.items():
        builder.locator(f"#builder-{name}").fill(value)


def send(builder: Locator, mock: MockServer) -> Locator:
    builder.get_by_label("Mock server").fill(mock.url)
    builder.get_by_role("button", name="Send to the mock server").click()
    return builder.locator(".builder-answer")


def test_a_broken_rule_speaks_until_it_is_mended(builder: Locator) -> None:
    verdict = builder.locator(".builder-verdict")
    fill(builder, {**GIVEN, "text": "Hello"})
    expect(verdict).to_have_text("E717: Either MMSID or SMS Text is allowed not both.")
    expect(verdict.get_by_role("link")).to_have_attribute(
        "href", "../../errors/TextAndMmsGivenError/"
    )
    expect(builder.locator("#builder-text")).to_have_attribute("aria-invalid", "true")
    fill(builder, {"text": ""})
    expect(verdict).to_have_text("Nothing is wrong with this request.")
    expect(builder.locator("#builder-text")).to_have_attribute("aria-invalid", "false")


def test_the_document_is_the_one_that_the_client_sends(builder: Locator, mock: MockServer) -> None:
    fill(builder, GIVEN)
    with Skycore(api_key=KEY, base_url=mock.url) as client:
        client.send_message_by_subscriber_ref(
            mms_id=35674, subscriber_ref="ACCT-123232", campaign_ref="R&D <1>"
        )
    sent = mock.requests[-1].body.decode()
    shown = builder.get_by_role("tabpanel", name="xml")
    assert shown.locator("code").text_content() == sent


def test_the_mock_answers_with_three_deliveries(builder: Locator, allowing: MockServer) -> None:
    builder.get_by_label("Begin with").select_option(label="an MMS to three numbers")
    answer = send(builder, allowing)
    expect(answer.locator("ol > li")).to_have_count(3)
    expect(answer).to_contain_text("tracking_id")
    (request,) = allowing.requests
    assert request.carried_out


def test_the_mock_answers_with_an_error(builder: Locator, allowing: MockServer) -> None:
    allowing.script = []
    fill(builder, {**GIVEN, "campaign_ref": "nobody knows this one"})
    allowing.answer = "E106"
    answer = send(builder, allowing)
    expect(answer.get_by_role("link")).to_have_attribute("href", "../../errors/CalledTooSoonError/")
    expect(answer).to_contain_text("You can call API every")


def test_nothing_is_sent_to_another_machine(builder: Locator) -> None:
    fill(builder, GIVEN)
    builder.get_by_label("Mock server").fill("https://service.example/")
    builder.get_by_role("button", name="Send to the mock server").click()
    expect(builder.locator(".builder-answer")).to_contain_text("A mock server is on this machine")


def test_no_key_is_asked_for_or_kept(builder: Locator, page: Page) -> None:
    fill(builder, GIVEN)
    assert builder.locator("input[type=password], input[name*=key], #builder-api_key").count() == 0
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert GIVEN["subscriber_ref"] not in kept
    for title in ("xml", "get", "curl"):
        builder.get_by_role("tab", name=title, exact=True).click()
        expect(builder.get_by_role("tabpanel", name=title, exact=True)).to_contain_text(KEY)


def test_elements_come_and_go(page: Page, address: str) -> None:
    page.goto(f"{address}1.3/actions/save_mms/")
    builder = page.locator(".builder")
    builder.get_by_role("button", name="Add to slides").click()
    builder.get_by_role("button", name="Add to slides").click()
    texts = builder.locator("textarea[id$='-text']")
    texts.nth(0).fill("The show\nin our shop")
    texts.nth(1).fill("<second>")
    shown = builder.get_by_role("tabpanel").first
    expect(shown).to_contain_text("The show\nin our shop")
    expect(shown).to_contain_text("&lt;second&gt;")
    builder.get_by_role("button", name="Remove slides[0]").click()
    expect(builder.get_by_role("button", name="Remove slides[0]")).to_be_focused()
    expect(shown).not_to_contain_text("The show")
    expect(shown).to_contain_text("&lt;second&gt;")
    ids = page.evaluate("[...document.querySelectorAll('.builder [id]')].map((one) => one.id)")
    assert len(ids) == len({*ids})


def test_the_keyboard_is_enough(builder: Locator, page: Page) -> None:
    builder.get_by_role("tab", name="xml").focus()
    page.keyboard.press("ArrowRight")
    expect(builder.get_by_role("tab", name="get", exact=True)).to_be_focused()
    expect(builder.get_by_role("tabpanel", name="get", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_a_builder(builder: Locator, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    fill(builder, {**GIVEN, "text": "Hello"})
    assert not grave_faults(page)


@pytest.mark.parametrize("folder", [ROOT / "spec/skycore", ROOT / "spec/iam", RICH])
def test_every_example_fills_the_form(
    chromium: Browser, tmp_path: Path, folder: Path, tally: Counter[str]
) -> None:
    api = read_api(folder)
    out = tmp_path / "out"
    assert run("docs", "build", str(folder), "--out", str(out)).exit_code == 0
    with served(out) as url, chromium.new_context() as context:
        watched = Watched(context.new_page())
        for action in api.actions:
            watched.page.goto(f"{url}{api.version}/actions/{action.name}/")
            form = watched.page.locator(".builder")
            form.wait_for()
            for number, _ in enumerate(action.successes):
                form.get_by_label("Begin with").select_option(value=str(number))
                expect(form.locator(".builder-verdict")).to_have_text(
                    "Nothing is wrong with this request."
                )
                shown = form.get_by_role("tabpanel").first.text_content()
                assert shown == watched.page.evaluate(REQUEST, [action.name, number])
                tally["examples that fill the form of the request builder"] += 1
        assert not watched.complaints
