"""A new agreement from a template: its title, and the variables it needs."""

from __future__ import annotations

import pytest

from tests.cli.agreement.conftest import clause, shown
from tests.cli.conftest import Line


def test_a_variable_is_set_on_the_line(one_client: Line) -> None:
    done = one_client(
        *("agreement", "new", "K-001", "--set", "cadence_weeks=3", "--set", "reply_time=ett døgn")
    )
    assert done.code == 0
    assert "hver tredje uke" in clause(one_client, "cadence")["text"]
    assert "ett døgn" in clause(one_client, "between")["text"]
    assert shown(one_client)["values"]["cadence_weeks"] == "3"


def test_a_value_left_out_is_read_from_standard_input(one_client: Line) -> None:
    done = one_client("agreement", "new", "K-001", "--set", "reply_time", typed="én dag\n")
    assert done.code == 0, done.err
    assert "én dag" in clause(one_client, "between")["text"]


def test_a_value_that_is_needed_and_nowhere_is_named(one_client: Line) -> None:
    done = one_client("agreement", "new", "K-001", "--set", "reply_time")
    assert done.code == 2
    assert "reply_time" in done.err
    assert "--set NAME=VALUE" in done.err
    assert one_client("agreement", "show", "K-001").code == 6


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        (("--set", "cadence_weeks=often"), 2, "whole number"),
        (("--set", "nonsense=1"), 6, "cadence_weeks"),
        (("--title", "Love letter"), 1, "no title"),
    ],
)
def test_what_the_template_does_not_take_is_refused(
    one_client: Line, given: tuple[str, ...], code: int, told: str
) -> None:
    done = one_client("agreement", "new", "K-001", *given)
    assert done.code == code
    assert told in done.err
    assert one_client("agreement", "show", "K-001").code == 6
