"""The image and the job on Kubernetes: judged by their tools, and by what is asked of both."""

import fnmatch
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deployments import DEPLOY, ROOT, judged, ran
from tests.ways import MANIFEST

DOCKERFILE = DEPLOY / "Dockerfile"
OLDEST, NEWEST = "1.31", "1.37"  # Of Kubernetes: the first that counts exit codes for good.
USER = 10001


# The image ----------------------------------------------------------------------------------------


def instructions(name: str) -> list[str]:
    """The arguments of the Dockerfile's instructions of a name, each on one line."""
    text = re.sub(r"(?m)^#.*\n", "", DOCKERFILE.read_text(encoding="utf-8")).replace("\\\n", " ")
    return [line.split(maxsplit=1)[1] for line in text.splitlines() if line.startswith(f"{name} ")]


def copied() -> list[str]:
    """What the image is built from."""
    return [
        one for each in instructions("COPY") if "--from" not in each for one in each.split()[:-1]
    ]


def test_hadolint_has_nothing_to_say_against_the_dockerfile() -> None:
    done = judged("hadolint", "--no-color", DOCKERFILE)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_stands_on_an_exact_release_of_a_supported_python() -> None:
    (base,) = {one.split()[0] for one in instructions("FROM")}
    found = re.fullmatch(r"python:(3\.\d+)\.\d+-slim-[a-z]+", base)
    assert found
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Programming Language :: Python :: {found[1]}" in project["classifiers"]


def test_the_image_runs_as_nobody_in_particular() -> None:
    assert instructions("USER") == [f"{USER}:{USER}"]
    assert f"--owner={USER} --group={USER}" in " ".join(instructions("RUN"))
    assert instructions("ENTRYPOINT") == ['["policytrace"]']


def test_the_image_holds_to_the_pinned_versions() -> None:
    environment = instructions("ENV")[0].split()
    for name in ("PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"):
        assert f"{name}=constraints.txt" in environment
    assert "PIP_ONLY_BINARY=:all:" in environment


def test_the_image_is_built_from_all_that_the_package_is_and_nothing_else() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    project = settings["project"]
    needed = {"pyproject.toml", "constraints.txt", project["readme"], *project["license-files"]}
    assert set(copied()) == {*needed, *wheel["only-include"], *wheel["force-include"]}


def test_docker_is_sent_what_the_image_is_built_from_and_nothing_else() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [one for one in lines if one and not one.startswith("#")]
    assert rules[0] == "*"
    assert {one[1:] for one in rules if one.startswith("!")} == set(copied())
    kept_out = [one for one in rules[1:] if not one.startswith("!")]
    assert any(fnmatch.fnmatch("graph/app/__pycache__", one) for one in kept_out)


def test_what_is_copied_runs(tmp_path: Path) -> None:
    for one in copied():
        source = ROOT / one
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / one)
    env = {name: one for name, one in os.environ.items() if name != "PYTHONPATH"}
    arguments = ("report", "orphan-projects", "--data", ROOT / "data", "--limit", "1")
    done = ran([sys.executable, tmp_path / "cli.py", *map(str, arguments)], env, tmp_path)
    assert done.returncode == 0, done.stderr


# Kubernetes ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def manifest() -> dict[str, dict[str, Any]]:
    """The objects by their kinds; of several of a kind, the last."""
    return {one["kind"]: one for one in yaml.safe_load_all(MANIFEST.read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def cron_job(manifest: dict[str, dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = manifest["CronJob"]["spec"]
    return found


@pytest.fixture(scope="module")
def job(cron_job: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = cron_job["jobTemplate"]["spec"]
    return found


@pytest.fixture(scope="module")
def pod(job: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = job["template"]["spec"]
    return found


@pytest.fixture(scope="module")
def containers(pod: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in (*pod["initContainers"], *pod["containers"])}


def validated(path: Path, version: str) -> subprocess.CompletedProcess[str]:
    return judged("kubernetes-validate", "--strict", "-k", version, path)


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
def test_kubernetes_takes_the_manifest(version: str) -> None:
    done = validated(MANIFEST, version)
    assert done.returncode == 0, done.stdout + done.stderr


def test_kubernetes_would_not_take_a_misspelt_one(tmp_path: Path) -> None:
    path = tmp_path / "nightly.yaml"
    text = MANIFEST.read_text(encoding="utf-8")
    path.write_text(text.replace("concurrencyPolicy", "concurrentPolicy"), encoding="utf-8")
    assert validated(path, NEWEST).returncode != 0


def test_the_job_starts_at_half_past_two_in_bangkok_and_never_twice(
    cron_job: dict[str, Any],
) -> None:
    assert (cron_job["schedule"], cron_job["timeZone"]) == ("30 2 * * *", "Asia/Bangkok")
    assert cron_job["concurrencyPolicy"] == "Forbid"
    assert cron_job["startingDeadlineSeconds"] >= 3600


def test_only_what_policytrace_has_not_ended_itself_is_tried_again(
    job: dict[str, Any], pod: dict[str, Any]
) -> None:
    (rule,) = job["podFailurePolicy"]["rules"]
    codes = {"containerName": "nightly", "operator": "In", "values": [1, 2, 3]}
    assert rule == {"action": "FailJob", "onExitCodes": codes}
    assert pod["restartPolicy"] == "Never"  # Else the rules do not count.
    assert job["backoffLimit"] > 0


def test_the_pod_keeps_to_the_strictest_standard(
    manifest: dict[str, dict[str, Any]],
    pod: dict[str, Any],
    containers: dict[str, dict[str, Any]],
) -> None:
    labels = manifest["Namespace"]["metadata"]["labels"]
    assert labels == {"pod-security.kubernetes.io/enforce": "restricted"}
    user = pod["securityContext"]
    assert user["runAsNonRoot"] is True
    assert user["runAsUser"] == user["fsGroup"] == USER
    assert user["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    for container in containers.values():
        confined = container["securityContext"]
        assert confined["allowPrivilegeEscalation"] is False
        assert confined["readOnlyRootFilesystem"] is True
        assert confined["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["requests"].keys() >= {"cpu", "memory"}
        assert "memory" in container["resources"]["limits"]


def test_what_is_remembered_and_reported_outlives_the_pod(
    pod: dict[str, Any], containers: dict[str, dict[str, Any]]
) -> None:
    volumes = {one["name"]: one for one in pod["volumes"]}
    mounts = {one["mountPath"]: one["name"] for one in containers["nightly"]["volumeMounts"]}
    for option in containers["nightly"]["args"]:
        name, _, path = option.partition("=")
        if name in ("--state", "--out"):
            assert "persistentVolumeClaim" in volumes[mounts[path]]
    assert "emptyDir" in volumes[mounts["/tmp"]]  # noqa: S108  # within the container
    used = {one["name"] for each in containers.values() for one in each["volumeMounts"]}
    assert used == set(volumes)


def test_the_claims_are_those_that_the_pod_asks_for(pod: dict[str, Any]) -> None:
    every = yaml.safe_load_all(MANIFEST.read_text(encoding="utf-8"))
    claims = {one["metadata"]["name"] for one in every if one["kind"] == "PersistentVolumeClaim"}
    asked = [one.get("persistentVolumeClaim") for one in pod["volumes"]]
    assert {one["claimName"] for one in asked if one} == claims


def test_secrets_come_from_kubernetes_and_may_be_missing(
    manifest: dict[str, dict[str, Any]], pod: dict[str, Any], containers: dict[str, dict[str, Any]]
) -> None:
    assert "Secret" not in manifest
    (settings,) = containers["nightly"]["envFrom"]
    assert settings["secretRef"]["optional"] is True
    for volume in pod["volumes"]:
        for kind in {"configMap", "secret"} & volume.keys():
            assert volume[kind]["optional"] is True


def test_both_containers_are_of_the_image_that_compose_builds(
    containers: dict[str, dict[str, Any]],
) -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    images = {one["image"] for one in containers.values()}
    assert images == {compose["services"]["nightly"]["image"]}
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert images == {f"policytrace:{version}"}
