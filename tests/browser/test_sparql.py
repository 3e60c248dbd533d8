"""The page of `/sparql`: examples, results as a table, an error with its place."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_an_example_is_chosen_and_run(page, address):
    page.goto(address + "/sparql?lang=en")
    page.click("summary")
    page.click("details a[href$='example=leader-of-body']")
    assert "adi:bearer" in page.input_value("#query")
    page.click("#run")
    page.wait_for_selector("#result td >> text=head-of-kafedra")
    assert page.locator("#result th[scope=col]").first.text_content() == "thing"
    assert page.locator("#result p").text_content().startswith("Rows: ")
    assert page.locator("#result a").first.get_attribute("href").startswith("/id/")


def test_an_error_stands_beside_the_query_with_its_place(page, address):
    page.goto(address + "/sparql?lang=en")
    page.fill("#query", "SELECT * {\n  ?s ?p }")
    page.click("#run")
    page.wait_for_selector("#problem >> text=line 2, column 9")
    assert page.get_attribute("#query", "aria-invalid") == "true"
    assert page.evaluate("document.activeElement.id") == "query"
    chosen = page.evaluate("[query.selectionStart, query.selectionEnd].join()")
    assert chosen == "19,20"  # the closing brace
    page.fill("#query", "ASK {}")
    page.click("#run")
    page.wait_for_selector("#result >> text=Yes")
    assert page.get_attribute("#query", "aria-invalid") is None
    assert page.locator("#problem").text_content() == ""


def test_a_form_of_results_is_shown_as_it_is(page, address):
    page.goto(address + "/sparql?lang=en")
    page.fill("#query", "SELECT (1 AS ?one) {}")
    page.select_option("#format", "csv")
    page.click("#run")
    page.wait_for_selector("#result pre >> text=one")


@pytest.mark.parametrize("lang", ["ru", "kk", "en"])
def test_the_page_is_accessible(page, address, lang):
    from axe_playwright_python.sync_playwright import Axe

    page.goto(f"{address}/sparql?lang={lang}&example=leader-of-body")
    page.click("#run")
    page.wait_for_selector("#result table")
    assert Axe().run(page).response["violations"] == []
