"""Why something failed, in both languages: as our own failures say it, else what the system or a parser of a format means by its words."""

from __future__ import annotations

import re

from drafter.errors import reason
from drafter.language import Words

_UNKNOWN = Words("不符合该格式", "it does not follow its format")
_MEANT = (  # what parsers of YAML, JSON, XML, CSV, zip, templates, patterns and values say -> what it means to whoever wrote the file
    (r"mapping values are not allowed", Words("冒号用错了地方，例如值中有冒号而没有加引号", "a colon where none may stand, such as in a text that is not quoted")),
    (r"cannot start any token|found character '\\t'|found a tab", Words("行首有不能用的字符，例如制表符、@ 或 %", "a character that cannot begin a value, such as a tab, @ or %")),
    (r"duplicate key|found duplicate|already (?:defined|present)", Words("同一名称写了两次", "one name is written twice")),
    (r"could not find expected ':'|while scanning a simple key", Words("缺少冒号，或者冒号后没有空格", "a colon is missing, or the space after it")),
    (r"end of stream|while scanning a quoted scalar|Unterminated string|EOF inside string", Words("引号没有配对", "a quotation mark is not closed")),
    (r"<block end>|bad indentation|expected <block", Words("缩进与上文不一致", "it is indented otherwise than what stands above")),
    (r"expected ',' or|expected the node content|flow (?:sequence|mapping)|Expecting ',' delimiter", Words("括号没有配对，或者缺少逗号", "a bracket is not closed, or a comma is missing")),
    (r"Expecting property name", Words("名称须加双引号，最后一项之后不写逗号", "names are quoted, and no comma follows the last of them")),
    (r"Expecting ':' delimiter", Words("名称之后缺少冒号", "a colon is missing after the name")),
    (r"Expecting value", Words("缺少一个值", "a value is missing")),
    (r"Extra data|expected a single document|another document", Words("内容结束之后还有内容", "something follows the end of the contents")),
    (r"Invalid control character|special characters are not allowed|unacceptable character|not well-formed|invalid (?:character|token)", Words("含有不能用的字符", "it holds a character that may not be used")),
    (r"is no number of JSON|NaN|Infinity", Words("含有不是数字的数值", "it holds a number that is none")),
    (r"undefined alias|aliases", Words("不得使用别名（*名称）", "aliases (*name) are not allowed")),
    (r"could not determine a constructor|tag|directive", Words("不得使用标签（!名称）", "tags (!name) are not allowed")),
    (r"month must|day is out of range|year .*out of range|isoformat", Words("日期不存在", "there is no such date")),
    (r"recursion|too deep|depth|nested", Words("嵌套过深", "it is nested too deeply")),
    (r"field larger than", Words("有一格过长，可能是引号没有配对", "a cell is too long; a quotation mark may not be closed")),
    (r"not a zip file|[Bb]ad (?:magic|CRC|offset|local)|CRC-32|truncated|[Cc]ompress|End-of-central|encrypted|zlib|Error -3", Words("文件已损坏或不完整", "the file is damaged or incomplete")),
    (r"no element found|mismatched tag|[Dd]ocument is empty|unclosed token|Start tag expected|Premature end", Words("内容不完整", "it is incomplete")),
    (r"end of (?:print statement|template)|unexpected '|expected token|Encountered unknown tag|Unexpected end|unexpected char|unknown tag", Words("标签或表达式不完整，或者多了符号", "a tag or expression is incomplete, or has a sign too many")),
    (r"No filter named|no test named|is undefined", Words("用了没有的名称", "it uses a name that there is not")),
    (r"division by zero|divided? by|DivisionByZero|InvalidOperation|DivisionUndefined", Words("除数为 0", "it divides by nought")),
    (r"unsupported operand|not supported between|must be str|can only concatenate|can't compare|is not a number|not a table|has no attribute|not iterable", Words("各值的类型不能这样运算", "values of these types cannot be computed so")),
    (r"unterminated|missing \)|unbalanced parenthesis|nothing to repeat|bad escape|bad character range", Words("匹配规则的括号或转义不对", "a bracket or an escape of the pattern is wrong")),
    (r"locked|readonly|read-only|unable to open database|disk is full|malformed", Words("文件被占用、只读或已损坏", "the file is in use, read-only or damaged")),
    (r"[Tt]imed? ?out|refused|unreachable|resolve|Name or service|[Uu]nknown protocol|missing port", Words("没有应答，或者地址不对", "there is no answer, or the address is wrong")),
)  # fmt: skip


def told(problem: BaseException) -> Words:
    """Return why something failed; never the words of an exception that is not ours."""
    if hasattr(problem, "zh") and hasattr(problem, "en"):
        return Words(problem.zh, problem.en)
    if isinstance(problem, (OSError, UnicodeDecodeError)) and (found := reason(problem)) != reason(Exception()):
        return found
    if isinstance(problem, RecursionError):
        return meant("recursion")
    return meant(str(getattr(problem, "problem", "") or problem))


def meant(said: str) -> Words:
    """Return what a parser means by its words."""
    return next((words for pattern, words in _MEANT if re.search(pattern, said)), _UNKNOWN)
