"""The `drafter` command and its table of subcommands."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module

import click

from drafter import __version__
from drafter.cli.options import with_common_options

COMMANDS: dict[str, tuple[str, str]] = {  # name -> (module:attribute, one-line help)
    "draft": ("drafter.cli.draft:draft", "Draft a contract from an answer set."),
    "batch": ("drafter.cli.batch:batch", "Draft a document of every row of a workbook or folder."),
    "new": ("drafter.cli.new:new", "Answer the questionnaire in the terminal."),
    "needs": ("drafter.cli.ask:needs", "List what is still to be answered, and for which clauses."),
    "why": ("drafter.cli.ask:why", "Say why a clause is in the contract, or why not."),
    "inspect": ("drafter.cli.inspect:inspect", "Read back what a contract was made of."),
    "verify": ("drafter.cli.inspect:verify", "Say whether a contract is as it was generated."),
    "redline": ("drafter.cli.redline:redline", "Compare two Word files: tracked changes, a web page, a list."),
    "revisions": ("drafter.cli.revisions:list_revisions", "List the tracked changes in a Word file."),
    "accept": ("drafter.cli.revisions:accept", "Accept tracked changes: all, by author, by clause, by number."),
    "reject": ("drafter.cli.revisions:reject", "Reject tracked changes: all, by author, by clause, by number."),
    "review": ("drafter.cli.review:review", "Review a returned contract against our standard, clause by clause."),
    "resolve": ("drafter.cli.review:resolve", "Write the reply to a returned contract from decisions."),
    "upgrade": ("drafter.cli.review:upgrade", "Bring a contract up to the library of today, as tracked changes."),
    "renew": ("drafter.cli.review:renew", "Compare last year's contract with this year's by clause."),
    "budget": ("drafter.cli.budget:budget", "Estimate the budget by several methods, reconciled."),
    "assets": ("drafter.cli.assets:assets", "Read an office's asset register into an answer set."),
    "consolidate": ("drafter.cli.assets:consolidate", "Propose which systems to keep, merge or stop."),
    "forms": ("drafter.cli.forms:forms", "Print the forms of a project, for Word and for Excel."),
    "pack": ("drafter.cli.pack:pack", "Make the complete set of a project: contract, forms, deadlines."),
    "publish": ("drafter.cli.publish:publish", "Make the copy of a contract for publication, secrets withheld."),
    "library": ("drafter.cli.library:library", "List, show, search and check the clause library."),
    "template": ("drafter.cli.template:template", "Check or make a Word template."),
    "demo": ("drafter.cli.demo:demo", "Draft the sample contract in all three editions."),
    "cache": ("drafter.cli.cache:cache", "Say where compiled content is kept, or clear it."),
    "schema": ("drafter.cli.ask:schema", "Print the JSON Schema of an answer set."),
}


_RARELY = 100_000  # objects made before the collector looks for rings: a command makes many that stay, and next to no rings


class Lazy(click.Group):
    """A group whose commands are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name][0].split(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return with_common_options(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="drafter")
def drafter() -> None:
    """Draft complete outsourcing contracts from a clause library, in Chinese and English.

    Exit codes: 0 done; 1 findings (check, verify); 2 bad input or usage, nothing written; 130 interrupted.
    """


def main() -> None:
    """Run the command line; turn every failure into a message and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    gc.set_threshold(_RARELY)
    with_common_options(drafter)
    atexit.register(gc.freeze)  # or what is about to go would all be gone through once more
    try:
        code = drafter(standalone_mode=False)  # click hands back the code of ctx.exit()
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as problem:
        problem.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断 / interrupted", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as problem:
        sys.exit(_fail(problem))


def _fail(problem: Exception) -> int:
    """Print a failure in the user's language and return the exit code; a bug is said to be one, without a traceback."""
    from drafter.cli.report import print_findings
    from drafter.errors import DrafterError, error

    if isinstance(problem, DrafterError):
        print_findings(problem.findings, err=True)
        return problem.exit_code
    if os.environ.get("DRAFTER_DEBUG"):
        raise problem
    what = f"{type(problem).__name__}: {problem}"[:500]
    hint = ("这是程序缺陷；设置 DRAFTER_DEBUG=1 重试并附上输出提交问题", "this is a bug; run again with DRAFTER_DEBUG=1 and report it")
    print_findings([error("internal", f"内部错误：{what}", f"internal error: {what}", hint)], err=True)
    return 2
