"""What the desk shows of a project: the contract as it stands."""

from __future__ import annotations

from drafter.desk.pane import Pane, PaneBlock, PaneChange

__all__ = ["Pane", "PaneBlock", "PaneChange"]
