"""Templates to HTML: everything escaped, the style inside the page, no script needed."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

import jinja2
from markupsafe import Markup

from threshold.web.pages.texts import Texts

_FORM = "threshold.web.pages"
_FOLDER = "templates"


@cache
def _environment(package: str) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader(package, _FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def style(package: str = _FORM) -> str:
    """The style sheet of a package's pages, as it stands in every one of them."""
    return files(package).joinpath(_FOLDER, "style.css").read_text(encoding="utf-8")


@cache
def style_source(package: str = _FORM) -> str:
    """The style sheet's hash, as a content security policy names it."""
    digest = hashlib.sha256(style(package).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def render(template: str, texts: Texts, package: str = _FORM, /, **values: object) -> str:
    """A page's HTML, by a template of the package. In a template `t` gives the page's texts."""
    page = _environment(package).get_template(template)
    sheet = Markup(style(package))  # noqa: S704 - our own
    return page.render(t=texts, style=sheet, **values)


def guards(form_targets: tuple[str, ...] = (), package: str = _FORM) -> dict[str, str]:
    """The headers of every page. `form_targets`: where its forms may go besides to us."""
    targets = " ".join(("'self'", *form_targets))
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": f"default-src 'none'; style-src {style_source(package)}; "
        f"img-src 'self' data:; form-action {targets}; base-uri 'none'; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        # With no referrer at all an old browser would not tell us that a form is from our page.
        "Referrer-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex",
    }
