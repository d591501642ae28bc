"""Commands, options and arguments that tell of themselves in the user's language.

The English help of a command is the docstring of its function, the Chinese stands in its decorator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from drafter.cli.click_words import metavar, said
from drafter.cli.help_page import HelpPage
from drafter.cli.user_language import ui_language
from drafter.language import Words

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class _Page(click.Context):
    formatter_class = HelpPage


class Command(click.Command):
    """A command whose help is in both languages."""

    context_class = _Page

    def __init__(self, *arguments: Any, zh: str, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self.told = Words(zh, self.help or "")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        self.help = self.told[ui_language()]
        super().format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what the command does in one line: in Chinese its first sentence."""
        if ui_language() == "zh":
            return self.told.zh.split("\n")[0].split("。")[0] + "。"
        self.help = self.told.en
        return super().get_short_help_str(limit)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the name of the command in the line of its usage."""
        return list(map(metavar, super().collect_usage_pieces(ctx)))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that asks for help."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = said("Show this message and exit.")
        return found


class Group(Command, click.Group):
    """Commands under one name."""

    command_class = Command


class Option(click.Option):
    """An option whose help is in both languages."""

    def __init__(self, declared: Sequence[str], *, help: Words, **attributes: Any) -> None:
        super().__init__(declared, help=help.en, **attributes)
        self.told = help

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return how the option is written, and what it does."""
        self.help = self.told[ui_language()]
        return super().get_help_record(ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for the value of the option."""
        return metavar(super().make_metavar(ctx))


class Argument(click.Argument):
    """An argument with a name in both languages."""

    def __init__(self, *declared: Any, zh: str, **attributes: Any) -> None:
        super().__init__(*declared, **attributes)
        self.zh = zh

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for the argument."""
        found = super().make_metavar(ctx)
        return found.replace((self.name or "").upper(), self.zh) if ui_language() == "zh" else found


def command(zh: str, name: str | None = None, **attributes: Any) -> Callable[[Callable[..., Any]], Command]:
    """Return what makes a command of a function."""
    return click.command(name, cls=Command, zh=zh, **attributes)


def group(zh: str, **attributes: Any) -> Callable[[Callable[..., Any]], Group]:
    """Return what makes a group of commands of a function."""
    return click.group(cls=Group, zh=zh, **attributes)


def option(*declared: str, help: Words, **attributes: Any) -> Decorator:
    """Return what gives a command an option."""
    return click.option(*declared, cls=Option, help=help, **attributes)


def argument(name: str, zh: str, **attributes: Any) -> Decorator:
    """Return what gives a command an argument."""
    return click.argument(name, cls=Argument, zh=zh, **attributes)
