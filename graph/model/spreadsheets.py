"""What a spreadsheet would take for more than text."""

_FORMULAS = ("=", "+", "-", "@")
_BREAKS = ("\t", "\r", "\n")


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet might run a cell with this text, or lose its beginning."""
    return text[:1] in _BREAKS or text.lstrip()[:1] in _FORMULAS
