"""The compose file, as far as it can be judged without running it."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.engines.local_server.server_jars import VERSION

DEPLOY = Path(__file__).parent.parent / "deploy"
COMPOSE = DEPLOY / "compose.yaml"
README = (DEPLOY / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def server(compose: dict[str, Any]) -> dict[str, Any]:
    (only,) = compose["services"].values()
    assert isinstance(only, dict)
    return only


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
    assert compose["volumes"] == {volume: {"name": "policytrace-neo4j"}}


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


def test_keys_are_those_of_the_compose_specification(
    compose: dict[str, Any], server: dict[str, Any]
) -> None:
    assert set(compose) == {"services", "volumes"}
    known = "image restart ports environment mem_limit volumes healthcheck logging"
    assert set(server) <= {*known.split(), "stop_grace_period"}


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
    accepted = _run(arguments, {**bare, "NEO4J_PASSWORD": "long-enough"})
    refused = _run(arguments, bare)
    assert accepted.returncode == 0, accepted.stderr
    assert "neo4j/long-enough" in accepted.stdout
    assert refused.returncode != 0
    assert "NEO4J_PASSWORD" in refused.stderr


def _compose_command() -> list[str] | None:
    """Docker's Compose, or the older program of that name, whichever is on this machine."""
    docker, older = shutil.which("docker"), shutil.which("docker-compose")
    if docker and _run([docker, "compose", "version"], dict(os.environ)).returncode == 0:
        return [docker, "compose"]
    return [older] if older else None


def _run(command: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env=env, capture_output=True, text=True, check=False, timeout=120
    )


def _megabytes(size: str) -> int:
    return int(size[:-1]) * {"m": 1, "g": 1024}[size[-1]]
