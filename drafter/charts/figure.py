"""A figure of matplotlib's that is drawn once when it is saved: what is drawn before, to be thrown away, is only laid out."""

from __future__ import annotations

from matplotlib import figure
from matplotlib.backend_bases import RendererBase
from matplotlib.layout_engine import ConstrainedLayoutEngine


class Figure(figure.Figure):
    """A figure whose layout follows what is in it."""

    def draw(self, renderer: RendererBase) -> None:
        """Draw, or only lay out where matplotlib draws for the sake of the layout: it takes the engine away before it draws to save."""
        engine = self.get_layout_engine()
        if isinstance(engine, ConstrainedLayoutEngine):
            engine.execute(self)
        else:
            super().draw(renderer)
