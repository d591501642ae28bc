"""The command line. Commands are loaded only when called, so that `drafter --help` is instant."""

from drafter.cli.main import main

__all__ = ["main"]
