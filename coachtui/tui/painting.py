"""What is painted for a change: the lines that it is in, of the widgets that can be seen there.

Textual asks every widget on the screen for all of its lines, whatever little has changed.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate
from textual.geometry import Region
from textual.strip import Strip


class FewerLines(Compositor):
    """Textual's compositor, which asks for no line above, below or behind what is to be painted."""

    def render_full_update(self, simplify: bool = False) -> CompositorUpdate:  # type: ignore[override]
        """Everything, in such pieces as a part of it comes in; ``simplify`` is for pictures in files."""
        if simplify:
            return super().render_full_update(simplify)
        self._dirty_regions.clear()
        screen = self.size.region
        chops = self._render_chops(screen, screen.line_range.__contains__)
        spans = [(y, 0, screen.width) for y in screen.line_range]
        return ChopsUpdate(chops, spans, [cuts[1:] for cuts in self.cuts])

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
