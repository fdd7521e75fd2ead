"""What is painted for a change: the lines that it is in, of the widgets that can be seen there.

Textual asks every widget on the screen for all of its lines, whatever little has changed.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class FewerLines(Compositor):
    """Textual's compositor, which asks for no line above, below or behind what is to be painted."""

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        painted = self.size.region if crop is None else crop
        # Lines are asked for in their whole width: Textual divides them from their beginning on.
        band = Region(0, painted.y, self.size.width, painted.height)
        uncovered = set(painted.line_range)
        # What is in front comes first.
        for widget, (region, clip) in self.visible_widgets.items():
            seen = clip.intersection(band)
            lines = region.intersection(seen)
            if lines and lines.overlaps(painted):
                yield region, seen, widget.render_lines(lines.translate(-region.offset))
                if lines.x <= painted.x and lines.right >= painted.right:
                    uncovered.difference_update(lines.line_range)
            if not uncovered:
                return
