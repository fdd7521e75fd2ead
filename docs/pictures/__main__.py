"""Draw all the pictures anew: ``python -m docs.pictures``."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.pictures.drawing import FOLDER, PICTURES, draw


def main() -> None:
    """Write each picture, wherever that is done and whatever is configured there."""
    with TemporaryDirectory() as home:
        os.environ.update(
            HOME=home, XDG_STATE_HOME=home, XDG_CONFIG_HOME=home, TERM="xterm-256color"
        )
        os.environ.pop("NO_COLOR", None)
        for name, picture in PICTURES.items():
            drawn = asyncio.run(draw(picture, Path(home) / name))
            (FOLDER / f"{name}.svg").write_text(drawn, encoding="utf-8")
            print(f"{name}.svg")


if __name__ == "__main__":
    main()
