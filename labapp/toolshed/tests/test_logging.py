"""Tests for logging."""

import pytest

from .fakes import ApiClient


@pytest.mark.parametrize(("path", "status"), [("/tools", 200), ("/tools/999", 404)])
def test_request_is_logged(client: ApiClient, log: list[str], path: str, status: int) -> None:
    """Every request leaves one line with its path and its status."""
    client.get(path)
    assert len(log) == 1
    assert f"path={path} " in log[0]
    assert f"status={status} " in log[0]


def test_log_line_has_time_and_correlation_id(client: ApiClient, log: list[str]) -> None:
    """A line can be found by the time and by the id in the answer."""
    answer = client.get("/tools")
    correlation_id = answer.headers["X-Correlation-Id"]
    assert log[0].startswith(f"2026-03-02 09:00:00 [{correlation_id}]")


def test_log_line_says_who_it_was(client: ApiClient, member: ApiClient, log: list[str]) -> None:
    """A line names the member, or says that nobody was logged in."""
    client.get("/tools")
    member.get("/tools")
    assert "anonymous" in log[-2]
    assert f"member {member.member_id} " in log[-1]
