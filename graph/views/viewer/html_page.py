"""The page as one text: nothing in it is fetched, and nothing of the data is script or markup."""

import base64
import gzip
import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from graph.views import content_policy
from graph.views.viewer import bundle
from graph.views.viewer.columns import shortened
from graph.views.viewer.payload import payload
from graph.views.viewer.scene import Scene
from graph.views.viewer.vis_network import vis_network

# What ends a script element or opens a comment in it, what ends a line of a script, and the lone
# surrogates that stand in a file's name for bytes that are no text, which UTF-8 cannot write.
_NOT_AS_IT_IS = re.compile("[<\u2028\u2029\ud800-\udfff]")
_PACKED = "application/gzip+base85"
_PLAIN = str.maketrans("<`", ",.")  # `assets/js/base85.js` reads it so.
_LARGE = 256 * 1024  # Bytes of data, above which they are compressed.
_LEVEL = 8  # Of gzip; 9 takes half as long again, for nothing.


def render(scene: Scene) -> str:
    """Return the whole file; the same scene gives the same bytes.

    Raises:
        UsageError: vis-network is missing.
    """
    data, is_packed = encoded(shortened(payload(scene)))
    own, library, style = bundle.script(), vis_network(), bundle.style()
    first = bundle.first_script()
    page: str = _template().render(
        language=scene.parameters.language,
        policy=_policy((first, own, library), style),
        style=style,
        data=data,
        data_type=_PACKED if is_packed else "application/json",
        library=_packed(library.encode()),
        library_type=_PACKED,
        first_script=first,
        script=own,
    )
    return page


def encoded(data: dict[str, Any]) -> tuple[str, bool]:
    """Return data as JSON that can stand in a script element; or compressed, as base85."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=list)
    text = _NOT_AS_IT_IS.sub(lambda one: f"\\u{ord(one[0]):04x}", text)
    raw = text.encode()
    return (_packed(raw), True) if len(raw) > _LARGE else (text, False)


def _packed(raw: bytes) -> str:
    return in_base_85(gzip.compress(raw, _LEVEL, mtime=0))


def in_base_85(raw: bytes) -> str:
    """Return bytes in the digits of RFC 1924, but for `<` and for what quotes a script's text."""
    return base64.b85encode(raw).decode("ascii").translate(_PLAIN)


def _policy(scripts: Iterable[str], style: str) -> str:
    """Return the content security policy: these scripts and this style, and no network."""
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(map(content_policy.digest, scripts)),
        "style-src": content_policy.digest(style),
        "img-src": "data: blob:",
        "connect-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return content_policy.policy(rules)


@cache
def _template() -> Any:
    import jinja2

    return jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    ).from_string(bundle.template())
