"""What a page lets a browser do, as its content security policy says it."""

import base64
import hashlib
from collections.abc import Mapping


def policy(rules: Mapping[str, str]) -> str:
    """Return the policy of these rules, and of none but them."""
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def digest(text: str) -> str:
    """Return what a browser compares the text of an element with; it reads CRLF as LF."""
    hashed = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(hashed).decode('ascii')}'"
