"""Every command helps with an example, and says plainly what was wrong with its input."""

import json

import click
import pytest
from click.testing import CliRunner

from tinwatch.cli import COMMANDS, tinwatch


def commands(group=tinwatch, path=()):
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize(("path", "command"), list(commands()), ids=lambda x: " ".join(x) if isinstance(x, tuple) else "")
def test_help_says_what_it_does_with_an_example(path, command):
    shown = CliRunner().invoke(tinwatch, [*path, "--help"])
    assert shown.exit_code == 0
    assert command.help
    if not isinstance(command, click.Group):
        assert f"tinwatch {' '.join(path)}" in command.epilog


def test_commands_of_the_contract_are_there():
    # interfaces.md, as far as this version goes.
    wanted = "demo serve worker console assess replay alerts search text entities dead evaluate user doctor watchlist"
    assert set(wanted.split()) <= set(COMMANDS)


@pytest.mark.parametrize(
    "args", [["nonsense"], ["assess", "no-such-file"], ["replay"], ["alerts", "--since", "yesterday"], ["replay", "x", "--speed", "0"]]
)
def test_wrong_usage_is_exit_code_2(args):
    assert CliRunner().invoke(tinwatch, args).exit_code == 2


def test_assess_keeps_the_order_and_names_bad_lines():
    lines = ['{"id":"1","kind":"post","page":{"id":"p"},"text":"a"}', "{", '{"id":"2","kind":"post","page":{"id":"p"},"text":"b"}']
    done = CliRunner().invoke(tinwatch, ["assess", "-"], input="\n".join(lines) + "\n")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["1", "2"]
    assert json.loads(done.stderr)["line"] == 2
    assert done.exit_code == 1


def test_text_prints_one_line_for_each_line():
    done = CliRunner().invoke(tinwatch, ["text", "canon", "-"], input="V4y ti3n\n\nCờ bạc\n")
    assert done.stdout == "vay tien\n\nco bac\n"
    assert CliRunner().invoke(tinwatch, ["text", "squash", "-"], input="c.ờ b.ạc\n").stdout == "cobac\n"


def test_entities_have_offsets_into_the_text_as_written():
    text = "lh ngay 0900 000 012 nhé"
    done = CliRunner().invoke(tinwatch, ["entities", "-"], input=json.dumps({"id": "1", "text": text}) + "\n{}\n")
    [phone] = json.loads(done.stdout)["entities"]
    assert (phone["type"], text[phone["start"] : phone["end"]]) == ("PHONE", "0900 000 012")
    assert done.exit_code == 1
    assert json.loads(done.stderr)["line"] == 2


def test_evaluate_counts(tmp_path):
    file = tmp_path / "rows.tsv"
    rows = [
        "id\tcode\tkind\ttext",
        "1\tLOAN\tPOS\tCho vay nhanh không thế chấp, nợ xấu vẫn duyệt, ib Zalo {PHONE}",
        "2\t-\tNEG:opinion\tMưa to quá",
    ]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = CliRunner().invoke(tinwatch, ["evaluate", str(file)])
    assert done.exit_code == 0
    assert "right code 1/1" in done.stdout
    assert "must-not-fire rows with a signal 0/1" in done.stdout
    file.write_text("1\tLOAN\tonly three\n", encoding="utf-8")
    assert "rows.tsv:1" in CliRunner().invoke(tinwatch, ["evaluate", str(file)]).stderr
