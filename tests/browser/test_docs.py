"""The documentation page in Debian's chromium: it works, and asks nothing of the outside."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


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
