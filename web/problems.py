"""What a person is told when something cannot be done: one page, one fragment, in their language; never a traceback."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException, SecurityError

from drafter.errors import DrafterError, Finding, error
from drafter.language import Words
from web.words import told

_TITLES = {
    400: Words("请求有误", "The request is not right"),
    401: Words("请先登录", "Please sign in"),
    403: Words("没有权限", "You may not do this"),
    404: Words("没有这个页面", "There is no such page"),
    405: Words("此处不能这样操作", "This cannot be done here"),
    409: Words("项目已归档或锁定", "The project is archived or locked"),
    413: Words("文件过大", "The file is too large"),
    429: Words("操作过于频繁", "Too many attempts"),
    500: Words("系统出错", "Something went wrong"),
}
_SAID = {
    401: Words("登录已过期。请在另一个窗口重新登录，再回到此页继续；已填内容仍在页面上。", "Your session has ended. Sign in again in another window, then go on here; what you typed is still on the page."),
    403: Words("您可以查看，但不能修改；请联系项目负责人。", "You may look but not change; ask whoever owns the project."),
    404: Words("地址有误，或您无权查看。", "The address is wrong, or it is not yours to see."),
    409: Words("已归档或已出具定稿的项目不能再修改。可复制为新项目。", "An archived project, or one whose final was issued, is not changed. Copy it to a new one."),
    413: Words("单个请求不得超过 32 MB。", "A request may have 32 MB at most."),
    429: Words("请稍候一分钟再试。", "Please try again in a minute."),
    500: Words("这是程序缺陷，已记入服务器日志。您已保存的内容不受影响。", "This is a bug and stands in the server's log. What was saved is safe."),
}  # fmt: skip
_FORM = Words(
    "页面停留过久或登录状态已变。请返回上一页，刷新后重试。",
    "The page is older than your session. Go back, load it again, and try once more.",
)

_UNKEPT = Words(
    "所填内容含有不能保存的字符或数字，未作任何改动。", "It holds characters or numbers that cannot be kept; nothing was changed."
)


def prepare(app: Flask) -> None:
    """Have an application tell of what goes wrong."""
    app.register_error_handler(DrafterError, _refused)
    app.register_error_handler(CSRFError, lambda _: page(400, _FORM))
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(DataError, lambda _: page(400, _UNKEPT))
    app.register_error_handler(Exception, _bug)


def page(status: int, said: Words | None = None, findings: tuple[Finding, ...] = ()) -> Response:
    """Return the page of a problem; for a part of a page, the part."""
    name = "problem-part.html" if "HX-Request" in request.headers else "problem.html"
    title = _TITLES.get(status, _TITLES[400])
    text = render_template(name, title=title, said=said or _SAID.get(status, Words("", "")), findings=[told(f) for f in findings])
    return Response(text, status)


def _refused(problem: DrafterError) -> Response:
    return page(422, _NONE, problem.findings)


_NONE = Words("", "")


def _of_http(problem: HTTPException) -> Any:
    if isinstance(problem, SecurityError):  # under a name that is not ours no page has an address
        return Response("drafter: 400\n", 400, content_type="text/plain")
    if problem.code is not None and problem.code >= 400:
        return page(problem.code)
    return problem


def _bug(problem: Exception) -> Response:
    current_app.logger.exception("%s %s", request.method, request.path, exc_info=problem)
    return page(500, findings=(error("internal", f"错误类型：{type(problem).__name__}", f"kind of error: {type(problem).__name__}"),))
