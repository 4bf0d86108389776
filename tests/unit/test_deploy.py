"""What lies in deploy/ names nothing that the program does not have, and runs nothing as root or from a moving image. Needs no network."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from console.addresses import OPEN
from tinwatch.app import AGENTS, SERVED, TOGETHER
from tinwatch.cli import COMMANDS
from tinwatch.cli.run import worker
from tinwatch.settings import load

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose/compose.yml").read_text("utf-8"))
OURS = {name: service for name, service in COMPOSE["services"].items() if service["image"].startswith("tinwatch:")}
CHART = DEPLOY / "helm/tinwatch"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TEMPLATES = sorted((CHART / "templates").glob("*"))
HARDENED = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes",
    "PrivateUsers": "yes", "CapabilityBoundingSet": "", "RestrictNamespaces": "yes", "RestrictSUIDSGID": "yes", "UMask": "0077",
}  # fmt: skip


def only(words: list[str]) -> list[str]:
    """The agents that a command line names; what a worker runs without."""
    named = [words[n + 1] for n, word in enumerate(words) if word == "--only"]
    return named or list(AGENTS) if words[0] == "worker" else []


def assert_settings(text: str, file: Path) -> None:
    """Every variable that a file names is a setting, or one that names a file with it."""
    known = set(load({}, Path("none")).__dataclass_fields__)
    for name in sorted(set(re.findall(r"\bTINWATCH_([A-Z_]+)", text))):
        assert {name.lower(), name.lower().removesuffix("_file")} & known, f"{file.name}: there is no setting TINWATCH_{name}"


@pytest.mark.parametrize("file", [p for p in sorted(DEPLOY.rglob("*")) if p.suffix in (".yml", ".yaml", ".service", ".tpl", "")], ids=str)
def test_every_setting_that_is_named_exists(file: Path) -> None:
    if file.is_file():
        assert_settings(file.read_text("utf-8"), file)


def test_agents_are_shared_out_once_and_none_is_parted_from_its_like() -> None:
    for services in ([OURS["assess"]["command"], OURS["worker"]["command"]], chart_commands()):
        agents = [only(words) for words in services]
        assert sorted(name for names in agents for name in names) == sorted(AGENTS)
        for names in agents:
            assert set(names) >= TOGETHER or not set(names) & TOGETHER
    for words in (*(service["command"] for service in OURS.values() if "command" in service), *chart_commands()):
        assert words[0] in COMMANDS
        worker.make_context("worker", list(words[1:])) if words[0] == "worker" else None
    assert {service["command"][0] for service in OURS.values() if "command" in service} == {"worker", "console", "collect"}
    assert set(SERVED) == {*AGENTS, "collect"}


def chart_commands() -> list[list[str]]:
    text = "".join(file.read_text("utf-8") for file in TEMPLATES)
    return [re.split(r",\s*", found) for found in re.findall(r"args: \[(worker[^]]*)\]", text)]


def test_images_are_pinned_and_our_containers_cannot_do_much() -> None:
    for name, service in COMPOSE["services"].items():
        assert re.search(r":v?\d+\.\d+\.\d+$", service["image"]), f"{name}: {service['image']} moves"
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
    for name, service in OURS.items():
        assert service["read_only"] is True, name
        assert service["user"] == "10001:10001", name
    assert {port.rpartition(":")[0].rpartition(":")[0] for s in COMPOSE["services"].values() for port in s.get("ports", [])} == {
        "127.0.0.1"
    }


def test_compose_hands_out_what_prepare_makes(tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is missing")
    for _ in range(2):  # what is there stays
        made_by = [sys.executable, DEPLOY / "compose/prepare.py", tmp_path / "secrets"]
        subprocess.run(made_by, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    made = {path.name for path in (tmp_path / "secrets").iterdir()}
    assert {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()} <= made
    assert "ca.key" not in {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
    for name in ("kafka", "elasticsearch", "tinwatch"):
        verified = subprocess.run(
            ["openssl", "verify", "-CAfile", tmp_path / "secrets/ca.pem", tmp_path / f"secrets/{name}.pem"], check=False
        )
        assert verified.returncode == 0, name
    ignored = (ROOT / ".gitignore").read_text()
    assert "deploy/compose/secrets/" in ignored
    assert "deploy/compose\n" in (ROOT / ".dockerignore").read_text()


def test_whatever_a_service_wants_is_defined() -> None:
    for name, service in COMPOSE["services"].items():
        for secret in service.get("secrets", []):
            assert (secret if isinstance(secret, str) else secret["source"]) in COMPOSE["secrets"], name
        assert {config["source"] for config in service.get("configs", [])} <= set(COMPOSE["configs"]), name
        assert set(service.get("networks", [])) <= set(COMPOSE["networks"]), name
        assert set(service.get("depends_on", [])) <= set(COMPOSE["services"]), name
        for value in (service.get("environment") or {}).values():
            if str(value).startswith("/run/secrets/"):
                wanted = {secret if isinstance(secret, str) else secret["source"] for secret in service["secrets"]}
                assert Path(value).name in wanted, f"{name}: {value}"
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in COMPOSE["volumes"] or (DEPLOY / "compose" / source).exists(), f"{name}: {volume}"
    for config in COMPOSE["configs"].values():
        assert config.get("file") in (None, "scope.md") or (DEPLOY / "compose" / config["file"]).exists()


def test_the_image_holds_the_whole_program_and_runs_as_nobody_special() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    for source in " ".join(copied).split():
        assert (ROOT / source).exists(), source
    assert set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) <= set(" ".join(copied).split())
    assert re.search(r"PYTHON_IMAGE=python:3\.\d+\.\d+-slim-bookworm$", DOCKERFILE, re.MULTILINE)
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
    assert f'"{project["project"]["version"]}"' in f'"{COMPOSE["services"]["console"]["image"].partition(":")[2]}"'
    assert yaml.safe_load((CHART / "Chart.yaml").read_text())["appVersion"] == project["project"]["version"]


def test_the_image_has_what_was_tested_and_nothing_for_development() -> None:
    def pins(file: str) -> dict[str, str]:
        return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / file).read_text("utf-8"), re.MULTILINE))

    tested, shipped = pins("requirements.lock"), pins("deploy/requirements.lock")
    assert shipped.items() <= tested.items(), "make lock"
    assert not {"pytest", "ruff", "mypy", "hatchling"} & shipped.keys()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {re.split(r"[\[><=]", wanted)[0].lower() for wanted in project["dependencies"]} <= shipped.keys()


@pytest.mark.parametrize("status", [200, 503])
def test_a_container_is_healthy_while_its_process_answers(status: int) -> None:
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environ = {"TINWATCH_METRICS_PORT": str(server.server_port)}
        asked = subprocess.run([sys.executable, DEPLOY / "healthy.py"], env=environ, capture_output=True, check=False)
        server.shutdown()
    assert asked.returncode == (0 if status == 200 else 1)


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.name)
def test_units_are_hardened_and_start_a_command_that_exists(file: Path) -> None:
    unit = ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(file, "utf-8")
    service = unit["Service"]
    words = service["ExecStart"].split()
    assert words[0] == "/opt/tinwatch/.venv/bin/tinwatch"
    assert words[1] in {*COMMANDS, "%i"}
    assert {name: service.get(name) for name in HARDENED} == HARDENED
    assert service["User"] == "tinwatch"


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("systemd-analyze is missing")
    for file in (DEPLOY / "systemd").iterdir():
        text = re.sub(r"^Documentation=.*$", "", file.read_text("utf-8"), flags=re.MULTILINE)
        (tmp_path / file.name.replace("@", "@worker")).write_text(text.replace("/opt/tinwatch/.venv/bin/tinwatch", "/bin/true"))
    done = subprocess.run([analyze, "verify", *sorted(tmp_path.iterdir())], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_probes_ask_what_answers() -> None:
    text = "".join(file.read_text("utf-8") for file in TEMPLATES)
    assert set(re.findall(r"httpGet: \{path: (\S+?),", text)) == {"/healthz", "/readyz"} <= OPEN
    assert set(re.findall(r"^ +path: (/\S+)$", text, re.MULTILINE)) == {"/metrics"}


def rendered(*more: str) -> list[dict[str, Any]]:
    helm = shutil.which("helm")
    if not helm:
        pytest.skip("helm is missing (go install helm.sh/helm/v3/cmd/helm@v3.20.0)")
    given = ("--kube-version", "1.31.0", "--set", "scope=signed", "--set-string", "settings.public_url=https://desk.example.vn")
    command = [helm, "template", "desk", CHART, *given, *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [document for document in yaml.safe_load_all(done.stdout) if document]


@pytest.mark.parametrize(
    "more", [(), ("--set", "broker.user=tinwatch", "--set", "assess.keda.enabled=false", "--set", "desk.collect=false")]
)
def test_the_chart_makes_pods_that_cannot_do_much(more: tuple[str, ...]) -> None:
    documents = rendered(*more)
    pods = [pod for document in documents for pod in pods_in(document)]
    assert len(pods) == 3
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["automountServiceAccountToken"] is False
        volumes = {volume["name"] for volume in pod["volumes"]} | {"state"}
        for container in pod["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"] is True
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert {mount["name"] for mount in container["volumeMounts"]} <= volumes
            assert container["resources"]["limits"]["memory"]
            said = {one["name"]: one["value"] for one in container["env"] if one.get("value")}
            load({name: value for name, value in said.items() if not name.endswith("_FILE")}, Path("none"))
    kinds = {document["kind"] for document in documents}
    assert kinds >= {"StatefulSet", "Deployment", "PodDisruptionBudget", "NetworkPolicy", "PodMonitor", "ServiceMonitor", "CronJob"}
    assert ("ScaledObject" in kinds) == (not more)


def pods_in(document: dict[str, Any]) -> list[dict[str, Any]]:
    spec = document.get("spec", {})
    template = spec.get("jobTemplate", {}).get("spec", spec).get("template", {})
    return [template["spec"]] if "spec" in template else []
