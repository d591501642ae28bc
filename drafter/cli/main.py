"""The `drafter` command and its table of subcommands."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module

import click

from drafter import __version__
from drafter.cli.click_words import said, speak_both
from drafter.cli.commands import Group, Option
from drafter.cli.options import with_common_options
from drafter.cli.user_language import ui_language
from drafter.language import Words

COMMANDS: dict[str, tuple[str, Words]] = {  # name -> (module:attribute, one-line help)
    "draft": ("drafter.cli.draft:draft", Words("由答卷起草合同。", "Draft a contract from an answer set.")),
    "batch": ("drafter.cli.batch:batch", Words("由工作簿或文件夹逐行生成文书。", "Draft a document of every row of a workbook or folder.")),
    "new": ("drafter.cli.new:new", Words("在终端中逐题作答。", "Answer the questionnaire in the terminal.")),
    "needs": ("drafter.cli.ask:needs", Words("列出还有哪些要填，以及哪些条款需要。", "List what is still to be answered, and for which clauses.")),
    "why": ("drafter.cli.ask:why", Words("说明某一条款为什么在合同中，或者为什么不在。", "Say why a clause is in the contract, or why not.")),
    "inspect": ("drafter.cli.inspect:inspect", Words("读出合同由什么生成。", "Read back what a contract was made of.")),
    "verify": ("drafter.cli.inspect:verify", Words("说明合同是否与生成时一致。", "Say whether a contract is as it was generated.")),
    "redline": ("drafter.cli.redline:redline", Words("比较两个 Word 文件：修订标记、网页、清单。", "Compare two Word files: tracked changes, a web page, a list.")),
    "revisions": ("drafter.cli.revisions:list_revisions", Words("列出 Word 文件中的修订。", "List the tracked changes in a Word file.")),
    "accept": ("drafter.cli.revisions:accept", Words("接受修订：全部，或按作者、条款、序号。", "Accept tracked changes: all, by author, by clause, by number.")),
    "reject": ("drafter.cli.revisions:reject", Words("拒绝修订：全部，或按作者、条款、序号。", "Reject tracked changes: all, by author, by clause, by number.")),
    "review": ("drafter.cli.review:review", Words("逐条对照我方标准审查返回的合同。", "Review a returned contract against our standard, clause by clause.")),
    "resolve": ("drafter.cli.review:resolve", Words("按所作决定写出对返回合同的答复。", "Write the reply to a returned contract from decisions.")),
    "upgrade": ("drafter.cli.review:upgrade", Words("以修订标记将合同更新到现行条款库。", "Bring a contract up to the library of today, as tracked changes.")),
    "renew": ("drafter.cli.review:renew", Words("逐条比较上年合同与本年合同。", "Compare last year's contract with this year's by clause.")),
    "budget": ("drafter.cli.budget:budget", Words("以几种方法测算预算并相互核对。", "Estimate the budget by several methods, reconciled.")),
    "assets": ("drafter.cli.assets:assets", Words("将单位的资产清单读入答卷。", "Read an office's asset register into an answer set.")),
    "tables": ("drafter.cli.tables:tables", Words("将单位的价格表、人员表等读入答卷。", "Read an office's table of prices, staff and others into an answer set.")),
    "consolidate": ("drafter.cli.assets:consolidate", Words("建议哪些系统保留、合并或停用。", "Propose which systems to keep, merge or stop.")),
    "forms": ("drafter.cli.forms:forms", Words("打印项目的表单，供 Word 和 Excel 使用。", "Print the forms of a project, for Word and for Excel.")),
    "pack": ("drafter.cli.pack:pack", Words("生成项目的全套文件：合同、表单、期限。", "Make the complete set of a project: contract, forms, deadlines.")),
    "publish": ("drafter.cli.publish:publish", Words("生成合同的公开文本，隐去秘密。", "Make the copy of a contract for publication, secrets withheld.")),
    "library": ("drafter.cli.library:library", Words("列出、显示、检索和检查条款库。", "List, show, search and check the clause library.")),
    "template": ("drafter.cli.template:template", Words("检查或制作 Word 模板。", "Check or make a Word template.")),
    "serve": ("drafter.cli.serve:serve", Words("启动起草台，在浏览器中起草。", "Serve the desk: draft in the browser.")),
    "backup": ("drafter.cli.serve:backup", Words("备份起草台。", "Back the desk up.")),
    "restore": ("drafter.cli.serve:restore", Words("从备份恢复起草台。", "Bring the desk back from a backup.")),
    "worker": ("drafter.cli.serve:worker", Words("处理起草台的任务。", "Work off what is ordered at the desk.")),
    "demo": ("drafter.cli.demo:demo", Words("起草样例合同的三种版本。", "Draft the sample contract in all three editions.")),
    "cache": ("drafter.cli.cache:cache", Words("说明编译好的内容保存在哪里，或者清除。", "Say where compiled content is kept, or clear it.")),
    "schema": ("drafter.cli.ask:schema", Words("打印答卷的 JSON Schema。", "Print the JSON Schema of an answer set.")),
}  # fmt: skip


_RARELY = 100_000  # objects made before the collector looks for rings: a command makes many that stay, and next to no rings


class Lazy(Group):
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
        with formatter.section(said("Commands")):
            formatter.write_dl([(name, text[ui_language()]) for name, (_, text) in COMMANDS.items()])


speak_both()


@click.command(
    cls=Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    zh="用条款库起草完整的外包合同，中文、英文均可。\n\n退出码：0 完成；1 有问题（check、verify）；2 输入或用法有误，未写任何文件；130 已中断。",
)
@click.version_option(__version__, prog_name="drafter", cls=Option, help=Words("显示版本。", "Show the version and exit."))
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
        click.echo(Words("已中断", "interrupted")[ui_language()], err=True)
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
