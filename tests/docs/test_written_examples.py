"""What the documentation tells a person to type works: shell is run, records are read, rule packs checked, tables loaded.

`<!-- run -->` before a block of shell: it is run, after those above it, in a folder of its own that holds only docs/ with the scope
statement filled in, as a reader would have done it. `<!-- shows -->` before a block: what they print. The other marks say what a block
is; one without is an example only.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from written import PAGES, ROOT, Block, all_blocks, blocks

import detectors
from agents.assessor import Assessor
from detectors.denied import denied
from tinwatch import destinations, offices
from tinwatch.notices import table
from tinwatch.rules.check import Checker
from tinwatch.scope import read_scope
from tinwatch.settings import Settings, load
from topics.records import Assessment, Page, Post, decode, encode

pytestmark = pytest.mark.timeout(300)  # a dozen commands, each a process of its own; patterns compiled anew

MARKS = {
    "ci",
    "run",
    "run, exit code 1",
    "shows",
    "Post",
    "Assessment",
    "rules",
    "destinations",
    "notify",
    "offices",
    "settings",
    "exports",
    "detector",
}
MOVING = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d|\ba-[0-9a-f]{16}\b|\b\d+\.\d+$|\s+")
"""Of a printed line: times, ids of alerts, seconds at its end, the width of columns."""
NOTHING = object()
SAID = {
    "Run by": "Phòng thử",
    "Purpose": "a test",
    "Host assessed as impartial": "yes, by the test",
    "Signed by": "the test",
    "Signed on": "2026-11-20",
}


def marked(*marks: str) -> list[Block]:
    return [block for block in all_blocks() if block.mark in marks]


def test_no_mark_is_misspelt() -> None:
    strange = [str(block) for block in all_blocks() if block.mark and block.mark not in MARKS]
    assert strange == []
    assert len(marked("run", "run, exit code 1")) >= 5


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    statement = (ROOT / "docs/scope-statement.md").read_text("utf-8")
    for name, said in SAID.items():
        assert f"- **{name}**: …" in statement
        statement = statement.replace(f"- **{name}**: …", f"- **{name}**: {said}")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/scope-statement.md").write_text(statement, "utf-8")
    assert read_scope(tmp_path / "docs/scope-statement.md").signed_by == "the test"
    return tmp_path


def run(block: Block, folder: Path) -> str:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TINWATCH_")}
    environ |= {"PATH": f"{Path(sys.executable).parent}:{environ['PATH']}", "TINWATCH_NEW_PASSWORD": "một mật khẩu đủ dài"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.text], cwd=folder, env=environ, capture_output=True, text=True, check=False
    )
    wanted = 1 if block.mark.endswith("1") else 0
    assert done.returncode == wanted, f"{block}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def shown(block: Block) -> Iterator[str]:
    if block.kind == "json":
        yield json.dumps(json.loads(block.text), ensure_ascii=False)
    else:
        yield from (MOVING.sub("", line) for line in block.text.splitlines())


def printed(output: str) -> set[str]:
    lines = output.splitlines()
    return {MOVING.sub("", line) for line in lines} | {
        json.dumps(json.loads(line), ensure_ascii=False) for line in lines if line[:1] == "{"
    }


@pytest.mark.parametrize(
    "page", [page for page in PAGES if any(b.mark.startswith("run") for b in blocks(page))], ids=lambda page: page.name
)
def test_shell_runs_and_prints_what_is_shown(page: Path, folder: Path) -> None:
    seen: set[str] = set()
    for block in blocks(page):
        if block.mark.startswith("run"):
            seen |= printed(run(block, folder))
        elif block.mark == "shows":
            assert set(shown(block)) - seen == set(), str(block)


@pytest.fixture(scope="module")
def assessor(tmp_path_factory: pytest.TempPathFactory) -> Assessor:
    """The detectors there are, and beside them the one that docs/detectors.md shows."""
    folder = tmp_path_factory.mktemp("detectors")
    [block] = marked("detector")
    (folder / "written_down.py").write_text(block.text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(detectors, "__path__", [*detectors.__path__, str(folder)])
        made = Assessor()
        del sys.modules["detectors.written_down"]
    return made


@pytest.mark.parametrize("block", marked("Post", "Assessment"), ids=str)
def test_a_record_is_read_and_nothing_of_it_ignored(block: Block) -> None:
    record = decode(block.text.encode(), {"Post": Post, "Assessment": Assessment}[block.mark])
    assert missing(json.loads(block.text), json.loads(encode(record))) == []


def missing(written: object, read: object, where: str = "$") -> list[str]:
    """Fields of an example that the record it is read into does not have. Times may be told in another zone."""
    if isinstance(written, dict) and isinstance(read, dict):
        return [path for key, value in written.items() for path in missing(value, read.get(key, NOTHING), f"{where}.{key}")]
    if isinstance(written, list) and isinstance(read, list):
        return [
            path
            for number, (one, other) in enumerate(zip(written, read, strict=True))
            for path in missing(one, other, f"{where}[{number}]")
        ]
    return [where] if read is NOTHING else []


def test_a_field_that_is_ignored_is_named() -> None:
    assert missing({"id": "1", "media": [{"alt": "a", "author": "b"}]}, {"id": "1", "media": [{"alt": "a"}]}) == ["$.media[0].author"]


@pytest.mark.parametrize("block", marked("rules"), ids=str)
def test_a_rule_pack_passes_its_check(block: Block, tmp_path: Path, assessor: Assessor) -> None:
    (tmp_path / "pack.yaml").write_text(block.text, "utf-8")
    pack, problems = Checker(assessor).check(tmp_path / "pack.yaml")
    assert [f"line {problem.line}: {problem.reason}" for problem in problems] == []
    assert pack


def test_a_detector_dropped_in_keeps_its_promises(assessor: Assessor) -> None:
    [judge] = [judge for judge in assessor.judges if judge.name == "written_down"]
    assert len(judge.module.CATCHES) >= 3
    assert "Not meant:" in judge.module.__doc__
    assert [text for text in judge.module.CATCHES if not alerted(assessor, text)] == []
    assert [text for text in judge.module.IGNORES if alerted(assessor, text)] == []
    assert list(denied(marked("detector")[0].text.splitlines())) == []


def alerted(assessor: Assessor, text: str) -> bool:
    signals = assessor.assess(Post(id="t:1", kind="post", page=Page(id="t:p"), text=text)).signals
    return any(signal.alert and signal.detector == "written_down" for signal in signals)


@pytest.mark.parametrize("block", marked("destinations"), ids=str)
def test_a_table_of_destinations_is_read(block: Block) -> None:
    found = destinations.read(tomllib.loads(block.text), Path("destinations.toml"))
    assert found.desk.organisation.startswith("Sở")


@pytest.mark.parametrize("block", marked("notify"), ids=str)
def test_a_table_of_notices_is_read(block: Block, tmp_path: Path) -> None:
    """With a secret in each file that it names, and the office that it names in the desk's table of offices."""
    text = block.text.replace("/run/secrets", str(tmp_path))
    for name in re.findall(r'secret_file = "(.+?)"', text):
        Path(name).write_text("https://hooks.example.vn/secret", "utf-8")
    (tmp_path / "offices.csv").write_text("unit,office\nTỉnh Phú Thọ,Sở VHTTDL Phú Thọ\n", "utf-8")
    (tmp_path / "notify.toml").write_text(text, "utf-8")
    read = table.table(Settings(home=tmp_path, offices=str(tmp_path / "offices.csv")))
    assert len(read.channels) == text.count("[channels.")


@pytest.mark.parametrize("block", marked("offices"), ids=str)
def test_a_table_of_offices_is_read(block: Block, tmp_path: Path) -> None:
    (tmp_path / "offices.csv").write_text(block.text, "utf-8")
    assert len(list(offices.rows(str(tmp_path / "offices.csv")))) == block.text.count("\n") - 1


@pytest.mark.parametrize("block", marked("settings"), ids=str)
def test_a_file_of_settings_is_loaded(block: Block, tmp_path: Path) -> None:
    (tmp_path / "tinwatch.toml").write_text(block.text, "utf-8")
    assert load({}, tmp_path / "tinwatch.toml") != load({}, tmp_path / "none.toml")


@pytest.mark.parametrize("block", marked("exports"), ids=str)
def test_variables_are_settings_that_load(block: Block, tmp_path: Path) -> None:
    """With the files that they name."""
    text = block.text.replace("/run/secrets", str(tmp_path)).replace("/etc/tinwatch", str(tmp_path))
    given = dict(word.split("=", 1) for line in text.splitlines() for word in shlex.split(line, comments=True)[1:])
    for name, path in given.items():
        if path.startswith(str(tmp_path)):
            Path(path).write_text("x", "utf-8")
        assert name.startswith("TINWATCH_")
    assert load(given, tmp_path / "none.toml").broker.startswith("kafka://")
