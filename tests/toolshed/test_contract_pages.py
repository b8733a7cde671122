"""The browsable contract: complete, and from this machine only."""

import re

import pytest

from labapp.toolshed import contract_pages

from .contract import document


def test_the_start_leads_to_the_contract(api):
    answer = api.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "contract/")


def test_everything_that_the_page_names_is_there(api):
    page = api.get("/contract/").text
    named = re.findall(r'(?:src|href|url)(?:=|: )"([^"]+)"', page)
    assert "swagger-ui-bundle.js" in named
    assert [api.get(f"/contract/{name}").status_code for name in named] == [200] * len(named)


def test_the_page_has_no_link_to_the_outside(api):
    answer = api.get("/contract/")
    assert "//" not in answer.text.replace("<!DOCTYPE html>", "")
    assert "'self'" in answer.headers["Content-Security-Policy"]


def test_the_document_is_the_contract(api):
    assert api.get("/contract/openapi.yaml").data == (contract_pages.CONTRACT / "openapi.yaml").read_bytes()


def test_the_page_reads_the_same_contract_in_an_older_dialect(api):
    shown = api.get("/contract/openapi-3.0.json").json
    assert (shown["openapi"], shown["servers"]) == ("3.0.3", [{"url": ".."}])
    assert set(shown["paths"]) == set(document()["paths"])
    assert shown["components"]["schemas"]["LineOrNull"] == {
        "type": "string", "nullable": True, "maxLength": 200
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/contract/index.html", "/contract/../openapi.yaml", "/contract"])
def test_nothing_else_is_served(api, path):
    assert api.get(path).status_code in (308, 404)


@pytest.mark.parametrize("name", ["openapi.yaml", "openapi-3.0.json"])
def test_a_missing_contract_is_not_found(api, monkeypatch, tmp_path, name):
    monkeypatch.setattr(contract_pages, "CONTRACT", tmp_path)
    assert api.get(f"/contract/{name}").json["error"]["code"] == "not_found"


def test_health_needs_nobody(api):
    assert (api.get("/health").status_code, api.get("/health").json) == (200, {"status": "ok"})
