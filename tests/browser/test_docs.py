"""The documentation page in Debian's chromium: it works, and asks nothing of the outside."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from adisteme.web.app import create

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create(), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page(address) -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()
        outside: list[str] = []
        page.on(
            "request",
            lambda request: outside.append(request.url) if not _local(request.url, address) else None,
        )
        yield page
        browser.close()
        assert outside == []


def _local(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))


def test_the_interface_is_described_offline(page, address):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address + "/docs")
    page.wait_for_selector("[data-path='/api/v1/approvals']")
    assert errors == []


def test_a_call_can_be_tried_out(page, address):
    page.goto(address + "/docs")
    page.click("[data-path='/api/v1/approvals']")
    page.click("text=Try it out")
    page.select_option("tr[data-param-name=document] select", "lesson-plan")
    page.click("text=Execute")
    page.wait_for_selector(".live-responses-table >> text=deputy-head-academic")


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
@pytest.mark.parametrize("path", ["/", "/doc/id/lesson-plan.html", "/ns", "/sparql"])
def test_pages_for_people_have_no_accessibility_faults(page, address, path, lang):
    from axe_playwright_python.sync_playwright import Axe

    page.goto(f"{address}{path}?lang={lang}")
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:80]) for fault in found] == []
