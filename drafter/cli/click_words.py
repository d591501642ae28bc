"""What click itself says, in Chinese: headings of help pages, and messages about a command line that cannot be understood."""

from __future__ import annotations

from typing import Any

from click import core, decorators, exceptions, formatting, parser, termui, types, utils

from drafter.cli.user_language import ui_language

TYPES = {"file", "directory", "path"}  # names of types, which `METAVARS` has: click asks for them when a module is loaded
METAVARS = {
    "[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]...", "[COMMAND] [ARGS]...": "[命令] [参数]...", "FILE": "文件", "DIRECTORY": "文件夹",
    "PATH": "路径", "ELEMENT": "要素", "TEXT": "文本", "INTEGER": "整数", "INTEGER RANGE": "整数",
}  # fmt: skip
CHINESE = {
    "Usage:": "用法：", "Options": "选项", "Commands": "命令", "Positional arguments": "参数", "Show this message and exit.": "显示本说明。",
    "default: {default}": "默认：{default}", "required": "必填", "env var: {var}": "环境变量：{var}", "(dynamic)": "（运行时确定）", "deprecated": "已停用",
    "%(prog)s, version %(version)s": "%(prog)s，版本 %(version)s", "Show the version and exit.": "显示版本。",
    "Error: {message}": "错误：{message}", "Try '{command} {option}' for help.": "用法说明：{command} {option}", "Aborted!": "已中断",
    "Missing command.": "缺少命令。", "No such command {name!r}.": "没有命令 {name!r}。", "No such option {name!r}.": "没有选项 {name!r}。",
    "Did you mean {possibility}?": "是否指 {possibility}？", "(Did you mean one of: {possibilities}?)": "（是否指其中之一：{possibilities}？）",
    "Invalid value: {message}": "值不可用：{message}", "Invalid value for {param_hint}: {message}": "{param_hint} 的值不可用：{message}",
    "Missing argument": "缺少参数", "Missing option": "缺少选项", "Missing parameter": "缺少参数", "Missing {param_type}": "缺少 {param_type}",
    "Missing parameter: {param_name}": "缺少参数 {param_name}", "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "Got unexpected extra argument ({args})": "多出参数（{args}）", "Takes {nargs} values but 1 was given.": "须有 {nargs} 个值，只给出 1 个。",
    "Option {name!r} does not take a value.": "选项 {name!r} 不带值。", "Option {name!r} requires an argument.": "选项 {name!r} 须带一个值。",
    "Argument {name!r} takes {nargs} values.": "参数 {name!r} 须有 {nargs} 个值。", "{value!r} is not {choice}.": "{value!r} 不可用，可选：{choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 不可用，可选：{choices}。", "{value!r} does not match the formats {formats}.": "{value!r} 不是这些格式：{formats}。",
    "{value!r} does not match the format {format}.": "{value!r} 不是 {format} 格式。", "{value!r} is not a valid {number_type}.": "{value!r} 不是数字。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} 不是“是”或“否”，可写：{states}", "{value!r} is not a valid UUID.": "{value!r} 不是 UUID。",
    "{name} {filename!r} does not exist.": "{filename!r} 不存在。", "{name} {filename!r} is a file.": "{filename!r} 是文件，不是文件夹。",
    "{name} {filename!r} is a directory.": "{filename!r} 是文件夹，不是文件。", "{name} {filename!r} is not readable.": "{filename!r} 无法读取。",
    "{name} {filename!r} is not writable.": "{filename!r} 无法写入。", "{name} {filename!r} is not executable.": "{filename!r} 无法执行。",
    "{len_type} values are required, but {len_value} was given.": "须有 {len_type} 个值，给出 {len_value} 个。",
    "Could not open file {filename!r}: {message}": "无法打开文件 {filename!r}：{message}", "unknown error": "原因不明",
}  # fmt: skip


def speak_both() -> None:
    """Have click say what it says in the user's language: where its modules look for a translation by gettext, they find ours."""
    for module in (core, decorators, exceptions, formatting, parser, termui, types, utils):
        vars(module).update(_=said, ngettext=counted)


def said(text: str) -> str:
    """Return a text of click's in the user's language."""
    return CHINESE.get(text, text) if ui_language() == "zh" else text


def counted(one: str, many: str, count: Any) -> str:
    """Return a text of click's that speaks of one thing or of many; Chinese has one form, and a table where it has two of its own."""
    if ui_language() == "en":
        return one if count == 1 else many
    return CHINESE.get(many, CHINESE.get(one, many)) if count != 1 else CHINESE.get(one, one)


def metavar(text: str) -> str:
    """Return what stands for a value in a line of usage, in the user's language."""
    return METAVARS.get(text, text) if ui_language() == "zh" else text
