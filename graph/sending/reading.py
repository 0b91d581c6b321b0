"""The file that `--notify` names: read, and everything that is amiss in it said at once."""

from collections.abc import Collection, Mapping
from pathlib import Path

from graph.errors import UsageError
from graph.problems import did_you_mean
from graph.sending.channels import read_smtp, read_webhook
from graph.sending.section import Problems, Section
from graph.sending.settings import Route, Settings, Smtp, Webhook

REST = "*"  # In `[units."*"]`: every unit without a table of its own.
_TABLES = ("smtp", "webhook", "summary", "units", "unassigned")


def read_settings(
    path: Path, unit_ids: Collection[str] | None, environ: Mapping[str, str]
) -> Settings:
    """Return what the file says, with the secrets that it leads to.

    Args:
        path: A TOML file; relative paths in it count from its folder.
        unit_ids: The units that there are; None while that is not known, and none is looked for.
        environ: The variables that `password_env` and the like name.

    Raises:
        UsageError: the file cannot be read, or something in it does not fit: a line for each.
    """
    reader = _Reader(path, _table(path), environ)
    settings = reader.settings(unit_ids)
    if reader.problems:
        raise UsageError("\n".join(reader.problems))
    return settings


def _table(path: Path) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} cannot be read: it is not UTF-8 text") from error
    except ValueError as error:
        raise UsageError(f"{path} is not TOML: {error}") from error


class _Reader:
    """Goes through the tables of one file and gathers what is amiss."""

    def __init__(self, path: Path, table: dict[str, object], environ: Mapping[str, str]) -> None:
        self.problems: Problems = []
        self._path = path
        self._table = table
        self._environ = environ

    def settings(self, unit_ids: Collection[str] | None) -> Settings:
        """Return the settings; they count only if there are no problems."""
        whole = self._section("", self._table)
        webhooks = self._webhooks()
        units = self._units(webhooks, unit_ids)
        settings = Settings(
            smtp=self._smtp(),
            webhooks=webhooks,
            summary=self._route("summary", self._table.get("summary", {}), webhooks),
            units={one: units[one] for one in units if one != REST},
            rest=units.get(REST, Route()),
            unassigned=self._route("unassigned", self._table.get("unassigned", {}), webhooks),
        )
        whole.finish(_TABLES)
        routes = (settings.summary, settings.unassigned, *units.values())
        if not self.problems and not any(one.to or one.webhooks for one in routes):
            whole.explain("", "nobody is told: name in [summary] or [units.ID] whom to tell")
        return settings

    def _section(self, name: str, table: object) -> Section:
        return Section(self._path, name, table, self.problems)

    def _smtp(self) -> Smtp | None:
        if "smtp" not in self._table:
            return None
        return read_smtp(self._section("[smtp]", self._table["smtp"]), self._environ)

    def _webhooks(self) -> dict[str, Webhook]:
        tables = self._table.get("webhook", [])
        if not isinstance(tables, list):
            self._section("", {}).complain("webhook", "must stand in two brackets: [[webhook]]")
            return {}
        found: dict[str, Webhook] = {}
        for nth, table in enumerate(tables, start=1):
            section = self._section(f"[[webhook]] {nth}", table)
            webhook = read_webhook(section, self._environ)
            if webhook.name and webhook.name in found:
                section.explain("name", f"'{webhook.name}' is the name of another one too")
            found[webhook.name] = webhook
        return found

    def _units(
        self, webhooks: Collection[str], unit_ids: Collection[str] | None
    ) -> dict[str, Route]:
        tables = self._table.get("units", {})
        if not isinstance(tables, dict):
            self._section("[units]", tables)
            return {}
        for unit in tables:
            if unit_ids is not None and unit != REST and unit not in unit_ids:
                hint = did_you_mean(unit, unit_ids)
                place = self._section(f"[units.{_key(unit)}]", {})
                place.explain("", f"no unit with this id is told anything{hint}")
        return {
            unit: self._route(f"units.{_key(unit)}", table, webhooks)
            for unit, table in tables.items()
        }

    def _route(self, name: str, table: object, webhooks: Collection[str]) -> Route:
        section = self._section(f"[{name}]", table)
        route = Route(
            to=section.addresses("to"),
            webhooks=section.names("webhooks", lambda one: _unknown(one, webhooks)),
        )
        if route.to and "smtp" not in self._table:
            section.explain("to", "there is no [smtp] that could take a mail")
        section.finish()
        return route


def _unknown(name: str, webhooks: Collection[str]) -> str:
    if name in webhooks:
        return ""
    return f"no [[webhook]] has the name {name!r}{did_you_mean(name, webhooks)}"


def _key(text: str) -> str:
    """Return a key as TOML wants it written."""
    import re

    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else f'"{repr(text)[1:-1]}"'
