"""What the desk shows of a project: the contract as it stands."""

from __future__ import annotations

from drafter.desk.pane import Pane, PaneBlock, PaneChange
from drafter.desk.topics import Topic, next_open, topics

__all__ = ["Pane", "PaneBlock", "PaneChange", "Topic", "next_open", "topics"]
