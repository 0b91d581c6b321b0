"""The compose file, as far as it can be judged without running it, and what the README says."""

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.engines.local_server.server_jars import VERSION
from tests.deployments import DEPLOY, judged, ran
from tests.ways import COMPOSE

README = (DEPLOY / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def server(compose: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = compose["services"]["neo4j"]
    return found


@pytest.fixture(scope="module")
def nightly(compose: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = compose["services"]["nightly"]
    return found


def test_the_image_is_the_very_release_that_the_local_server_runs(server: dict[str, Any]) -> None:
    assert server["image"] == f"neo4j:{VERSION}-community"


def test_no_password_stands_in_the_file(server: dict[str, Any]) -> None:
    user, _, password = server["environment"]["NEO4J_AUTH"].partition("/")
    assert user == "neo4j"
    # `:?` lets compose refuse where the variable is absent or empty.
    assert re.fullmatch(r"\$\{NEO4J_PASSWORD:\?[^}]+\}", password)
    others = [name for name in server["environment"] if re.search(r"(?i)password|secret", name)]
    assert others == []


def test_ports_are_open_on_this_machine_alone(server: dict[str, Any]) -> None:
    assert server["ports"] == ["127.0.0.1:7687:7687", "127.0.0.1:7474:7474"]
    assert "network_mode" not in server


def test_the_data_outlives_the_container(compose: dict[str, Any], server: dict[str, Any]) -> None:
    volume, _, target = server["volumes"][0].partition(":")
    assert target == "/data"
    assert compose["volumes"][volume] == {"name": "policytrace-neo4j"}


def test_memory_is_bounded_and_what_neo4j_takes_fits_into_it(server: dict[str, Any]) -> None:
    environment = server["environment"]
    taken = ("NEO4J_server_memory_heap_max__size", "NEO4J_server_memory_pagecache_size")
    assert sum(_megabytes(environment[name]) for name in taken) < _megabytes(server["mem_limit"])


def test_the_server_says_whether_it_is_well_and_comes_back_after_a_crash(
    server: dict[str, Any],
) -> None:
    check = server["healthcheck"]
    assert check["test"][0] == "CMD"
    assert check["test"][-1] == "http://localhost:7474/"
    for name in ("interval", "timeout", "start_period"):
        assert re.fullmatch(r"\d+s", check[name])
    assert check["retries"] > 0
    assert server["restart"] == "unless-stopped"


def test_no_report_of_the_use_leaves_the_machine(server: dict[str, Any]) -> None:
    assert server["environment"]["NEO4J_dbms_usage__report_enabled"] == "false"


def test_every_value_of_the_environment_is_text(server: dict[str, Any]) -> None:
    # A bare `false` would reach the container as Compose writes it, not as Neo4j reads it.
    assert all(isinstance(value, str) for value in server["environment"].values())


def test_the_schema_of_compose_takes_the_file() -> None:
    done = judged("check-jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE)
    assert done.returncode == 0, done.stdout


def test_the_readme_names_the_settings_and_the_volume() -> None:
    for name in ("URI", "USER", "PASSWORD", "PASSWORD_FILE", "DATABASE"):
        assert f"`NEO4J_{name}`" in README
    assert "`policytrace-neo4j`" in README


def test_the_file_is_refused_without_a_password() -> None:
    """By its own text always; by Docker's Compose too, where that is on this machine."""
    assert "${NEO4J_PASSWORD:?" in COMPOSE.read_text(encoding="utf-8")
    command = _compose_command()
    if command is None:
        return
    arguments = [*command, "-f", str(COMPOSE), "config"]
    bare = {name: value for name, value in os.environ.items() if name != "NEO4J_PASSWORD"}
    accepted = ran(arguments, {**bare, "NEO4J_PASSWORD": "long-enough"})
    refused = ran(arguments, bare)
    assert accepted.returncode == 0, accepted.stderr
    assert "neo4j/long-enough" in accepted.stdout
    assert refused.returncode != 0
    assert "NEO4J_PASSWORD" in refused.stderr


# The nightly job ----------------------------------------------------------------------------------


def test_up_starts_neo4j_alone(compose: dict[str, Any]) -> None:
    started = [name for name, one in compose["services"].items() if not one.get("profiles")]
    assert started == ["neo4j"]


def test_the_job_loads_neo4j_once_that_answers(
    nightly: dict[str, Any], server: dict[str, Any]
) -> None:
    assert "--load" in nightly["command"]
    assert nightly["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    environment = nightly["environment"]
    assert environment["NEO4J_URI"] == "bolt://neo4j:7687"
    assert f"neo4j/{environment['NEO4J_PASSWORD']}" == server["environment"]["NEO4J_AUTH"]


def test_the_job_is_built_from_this_repository(nightly: dict[str, Any]) -> None:
    build = nightly["build"]
    context = (DEPLOY / build["context"]).resolve()
    assert context == DEPLOY.parent
    assert (context / build["dockerfile"]).is_file()


def test_the_job_may_write_its_own_volumes_and_nothing_else(
    compose: dict[str, Any], nightly: dict[str, Any]
) -> None:
    assert nightly["read_only"] is True
    assert nightly["cap_drop"] == ["ALL"]
    assert nightly["security_opt"] == ["no-new-privileges:true"]
    # A default may hold a colon too: `${REPORTS:-volume}:/folder`.
    mounts = [re.fullmatch(r"(\$\{.+\}|[^:]+):([^:]+)(:ro)?", one) for one in nightly["volumes"]]
    writable = {one[2]: one[1] for one in mounts if one and not one[3]}
    options = dict(one.split("=", 1) for one in nightly["command"] if "=" in one)
    assert set(writable) == {options["--state"], options["--out"]}
    for source in writable.values():
        volume = re.sub(r"\$\{\w+:-(.+)\}", r"\1", source)
        assert compose["volumes"][volume] == {"name": f"policytrace-{volume}"}


def test_a_job_without_settings_of_its_own_runs_too(nightly: dict[str, Any]) -> None:
    assert nightly["env_file"] == [{"path": "nightly.env", "required": False}]
    ignored = (DEPLOY.parent / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/deploy/nightly.env", "/deploy/notify.toml"} <= set(ignored)


# The README ---------------------------------------------------------------------------------------


def test_every_file_of_the_folder_is_spoken_of() -> None:
    texts = README + (DEPLOY / "notifications.md").read_text(encoding="utf-8")
    files = [one for one in DEPLOY.rglob("*") if one.is_file() and one.name != "README.md"]
    assert [one for one in files if not _is_spoken_of(one, texts)] == []


def _is_spoken_of(path: Path, texts: str) -> bool:
    group = f"{path.relative_to(DEPLOY.parent).parent}/*{path.suffix}"
    return path.name in texts or f"deploy/{path.name}" in texts or group in texts


def test_links_and_paths_of_the_readme_lead_somewhere() -> None:
    headings = {
        re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-")
        for one in re.findall(r"(?m)^#+ (.+)$", README)
    }
    for link in re.findall(r"\]\(([^)]+)\)", README):
        found = link[1:] in headings if link.startswith("#") else (DEPLOY / link).is_file()
        assert found, link
    for path in re.findall(r"(?<![\w/.])deploy/[\w./*-]+\w", README):
        assert list(DEPLOY.parent.glob(path)), path


def test_the_readme_names_what_a_job_reads_from_kubernetes() -> None:
    manifest = (DEPLOY / "kubernetes" / "nightly.yaml").read_text(encoding="utf-8")
    created = re.findall(r"create (?:secret generic|configmap) ([\w-]+)", README)
    assert sorted(created) == ["policytrace-git", "policytrace-notify", "policytrace-settings"]
    for name in created:
        assert re.search(rf"(?:[nN]ame): {name}\n", manifest)


def _compose_command() -> list[str] | None:
    """Docker's Compose, or the older program of that name, whichever is on this machine."""
    docker, older = shutil.which("docker"), shutil.which("docker-compose")
    if docker and ran([docker, "compose", "version"], dict(os.environ)).returncode == 0:
        return [docker, "compose"]
    return [older] if older else None


def _megabytes(size: str) -> int:
    return int(size[:-1]) * {"m": 1, "g": 1024}[size[-1]]
