"""What a vault holds though no entrance let it in: no widget gives it to the terminal."""

from __future__ import annotations

import re

import pytest

from tests.conftest import LONGER
from tests.hostile import pseudo
from tests.hostile.gallery import KINDS, SIZE
from tests.hostile.obeyed import read
from tests.hostile.strings import SEED

COUNT = 11_000
LEAST = 10_000


SEEDS = range(SEED, SEED + LONGER)
"""One, or as many as the environment asks for: each makes other strings."""


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_widget_gives_a_hostile_string_to_the_terminal(kind: str, seed: int) -> None:
    gallery = ("-m", "tests.hostile.gallery", kind, str(COUNT), str(seed))
    shown = pseudo.run(*gallery, size=SIZE)
    obeyed = read(shown.output)
    assert not obeyed.offences
    assert shown.code == 0
    assert len(set(re.findall(r"#(\d{5})", obeyed.text))) >= LEAST


def test_without_the_net_they_would_get_there() -> None:
    torn = (
        "import runpy, sys\n"
        "from coachtui.tui.output import SafeOutput\n"
        "SafeOutput.apply = lambda _self, segments, _background: segments\n"
        "sys.argv[1:] = ['label', '500', '1']\n"
        "runpy.run_module('tests.hostile.gallery', run_name='__main__')\n"
    )
    assert sum(read(pseudo.run("-c", torn, size=SIZE).output).offences.values()) > 100
