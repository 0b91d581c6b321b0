"""Settings of `[tool.policytrace]` in pyproject.toml, below flags and the environment."""

from pathlib import Path
from typing import Any

from graph.errors import UsageError
from graph.problems import did_you_mean

KNOWN = ("data", "lang", "format", "as_of", "fiscal_year", "fail_on", "all_tiers", "limit")


def read_settings(folder: Path) -> dict[str, Any]:
    """Return the settings of the nearest pyproject.toml from `folder` upwards; none is no mistake.

    A relative `data` counts from that file's folder.

    Raises:
        UsageError: the file is not TOML, or names a setting that does not exist.
    """
    path = next((one / "pyproject.toml" for one in (folder, *folder.parents) if _holds(one)), None)
    if path is None:
        return {}
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    settings = table.get("tool", {}).get("policytrace", {})
    for name in settings:
        if name not in KNOWN:
            hint = did_you_mean(name, KNOWN)
            raise UsageError(f"{path}: [tool.policytrace] has no setting '{name}'{hint}")
    if isinstance(settings.get("data"), str):
        settings["data"] = _near(folder, path.parent / settings["data"])
    return dict(settings)


def _holds(folder: Path) -> bool:
    return (folder / "pyproject.toml").is_file()


def _near(folder: Path, path: Path) -> str:
    """Return the path from the folder where it lies below it, as people would write it."""
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)
