"""What stands around every request: tokens of forms, headers, rate limits, the names a desk may be called by."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect, generate_csrf
from markupsafe import Markup

from web.config import LOOPBACK, Config

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
YEAR = 31_536_000  # seconds
EVERYWHERE = "1200 per minute"  # a person who types fast saves once a second; a page has few parts
SIGN_IN = "10 per minute; 100 per hour"


def prepare(app: Flask, config: Config) -> None:
    """Protect an application."""
    CSRFProtect(app)
    app.config.update(RATELIMIT_ENABLED=config.limited, RATELIMIT_HEADERS_ENABLED=False, WTF_CSRF_TIME_LIMIT=None)
    limiter = Limiter(get_remote_address, app=app, default_limits=[EVERYWHERE], storage_uri="memory://")
    app.extensions["desk-limiter"] = limiter  # which its own decorators hold weakly
    for endpoint in ("security.login", "security.two_factor_token_validation"):
        app.view_functions[endpoint] = limiter.limit(SIGN_IN, methods=["POST"])(app.view_functions[endpoint])  # type: ignore[assignment]
    if config.single:  # no sign-in: a page elsewhere that has its own name point here must find nobody
        app.config["TRUSTED_HOSTS"] = sorted(name if ":" not in name else f"[{name}]" for name in LOOPBACK)
    app.after_request(lambda response: _with_headers(response, config))


def _with_headers(response: Response, config: Config) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if config.proxied and request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def csrf_field() -> Markup:
    """Return the hidden field that every form has: the token of the session."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
