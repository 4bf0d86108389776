"""Rule packs: what is refused, with file, line and reason; what a pack may do, and what it may not touch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agents.assessor import Assessor
from tinwatch.rules import pace
from tinwatch.rules.check import Checker, files_in
from tinwatch.rules.lint import unfit
from tinwatch.rules.pack import schema
from tinwatch.rules.proof import ordinary
from tinwatch.rules.reading import LARGEST
from topics.records import Assessment, Page, Post

EXAMPLES = Path(__file__).parents[2] / "examples" / "rules"
SCHEMA = Path(__file__).parents[2] / "tinwatch" / "rules" / "pack.schema.json"

GOOD = """\
pack: thu-pin
version: "3"
about: Rao thu mua pin cũ giá cao rồi đòi phí giữ chỗ, một trò bịa ra để thử.
rules:
  - id: thu-pin
    code: DEPOSIT
    harm: 2
    about: Thu mua pin cũ giá cao nhưng đòi cọc trước, kèm lời rủ nhắn riêng.
    cues:
      offer.pincu:
        - 'thu (?:mua|gom) pin (?:cu|xe dien)'
        - 'pin cu gia cao'
    when:
      - [offer.pincu, demand.deposit, contact]
    catches:
      - Thu mua pin cũ tận nhà, đặt cọc 200k giữ lịch, ib em
      - Bên em thu gom pin xe điện, cọc trước 300k rồi thợ tới, nhắn Zalo 0900 000 017
    ignores:
      - Phường thu gom pin cũ đổi cây xanh sáng chủ nhật, bà con mang tới nhà văn hóa
      - Mình bị lừa mất tiền cọc vụ thu mua pin cũ, mọi người cẩn thận
"""
"""A pack that is well: line 5 its rule, 10 its family, 11 and 12 the patterns, 14 the meeting, 16 and 19 the first examples."""


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Assessor())


def refused(checker: Checker, tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "pack.yaml"
    file.write_text(text, "utf-8")
    source, problems = checker.check(file)
    assert (source is None) == bool(problems)
    return [str(problem).replace(str(file), "F") for problem in problems]


def test_a_good_pack_is_well(checker: Checker, tmp_path: Path) -> None:
    assert refused(checker, tmp_path, GOOD) == []


def test_the_shipped_examples_are_well(checker: Checker) -> None:
    good, bad = checker.check_all(files_in([EXAMPLES]))
    assert [str(problem) for problem in bad] == []
    assert len(good) >= 2


ONE = "        - 'thu (?:mua|gom) pin (?:cu|xe dien)'\n"
"""The line (11) with the first pattern."""

BAD = {
    "no example it catches": (("Thu mua pin cũ tận nhà, đặt cọc 200k giữ lịch, ib em", "Phiên chợ sáng nay vui quá"), 16, "does not catch"),
    "an example it should ignore": (
        ("Mình bị lừa mất tiền cọc vụ thu mua pin cũ, mọi người cẩn thận", "Thu mua pin cũ tận nhà, cọc trước 100k, ib em"),
        20,
        "does not ignore",
    ),
    "one family only": (("[offer.pincu, demand.deposit, contact]", "[offer.pincu, -proper]"), 14, "two families of different groups"),
    "one group only": (("[offer.pincu, demand.deposit, contact]", "[offer.pincu, offer]"), 14, "two families of different groups"),
    "either of one group": (
        ("[offer.pincu, demand.deposit, contact]", "[offer.pincu, offer|contact]"),
        14,
        "two families of different groups",
    ),
    "no such family": (("demand.deposit,", "demand.nothing,"), 14, "no family demand.nothing"),
    "no such group": (("offer.pincu", "pin.cu"), 10, "no group pin"),
    "no pattern": ((ONE, "        - 'thu (mua'\n"), 11, "is no pattern"),
    "accents": ((ONE, "        - 'thu mua pin cũ'\n"), 11, "never occurs"),
    "a short form that is none": ((ONE, "        - 'thu <gia> pin'\n"), 11, "short form"),
    "the empty text": ((ONE, "        - '(?:pin)?'\n"), 11, "matches the empty text"),
    "looks around": ((ONE, "        - 'pin(?= cu)'\n"), 11, "engine cannot"),
    "without end": ((ONE, "        - '(?:[a-z]+ ?)+pin'\n"), 11, "without end"),
    "catastrophic": ((ONE, "        - '(?:a|aa|aaa){1,30} pin|(?:a|aa){2,30}'\n"), 11, "never comes to an end"),
    "most ordinary texts": ((ONE, "        - '(?:khong|co|la|cho|thi|di)'\n"), 11, "ordinary texts"),
    "any text at all": ((ONE, "        - '[a-z]{2,9}'\n"), 11, "ordinary texts"),
    "a viewpoint in a pattern": ((ONE, "        - 'quan diem sai'\n"), 11, "viewpoint"),
    "a protest in disguise": ((ONE, "        - 'di b[i]eu tinh'\n"), 11, "viewpoint"),
    "a religion in the text": (("một trò bịa ra để thử", "do người theo tôn giáo lạ bày ra"), 3, "viewpoint"),
    "politics in the rule's name": (("  - id: thu-pin", "  - id: chinh-tri"), 5, "viewpoint"),
    "words run together in a name": (("offer.pincu", "offer.chongpha"), 10, "viewpoint"),
    "an ethnic group": (("Thu mua pin cũ giá cao nhưng", "Người dân tộc mua pin nhưng"), 8, "viewpoint"),
    "a protected group": ((ONE, "        - 'nguoi dong tinh'\n"), 11, "viewpoint"),
    "a person in a pattern": ((ONE, "        - 'nguyen van an'\n"), 11, "a person's name"),
    "a person in the text": (("một trò bịa ra để thử", "trò của Trần Văn Thử"), 3, "names a person (Trần Văn Thử)"),
    "a person in the name": (("pack: thu-pin", "pack: le-thi-lan"), 1, "a person's name"),
    "a telephone number": ((ONE, "        - '0900 ?000 ?017'\n"), 11, "a telephone or account number"),
    "somebody's account": ((ONE, "        - '@vidu_thu'\n"), 11, "somebody's account"),
    "no such code": (("code: DEPOSIT", "code: DISSENT"), 6, "no code of the taxonomy"),
    "a signal that never alerts": (("code: DEPOSIT", "code: CLICKBAIT"), 6, "no code of the taxonomy"),
    "harm beyond the scale": (("harm: 2", "harm: 7"), 7, "0 to 4"),
    "a stance that warns": (("    when:", "    stance: [WARN]\n    when:"), 13, "only PROMOTE and NONE"),
    "an unknown key": (("    harm: 2", "    harm: 2\n    author: toi"), 8, "unknown field `author`"),
    "a key twice": (("    harm: 2", "    harm: 2\n    harm: 3"), 8, "harm stands here twice"),
    "no examples": (("    catches:", "    catched:"), 15, "unknown field"),
    "one example only": (
        ("      - Bên em thu gom pin xe điện, cọc trước 300k rồi thợ tới, nhắn Zalo 0900 000 017\n", ""),
        15,
        "at least two examples it must catch",
    ),
    "a family of the detectors": (("offer.pincu", "demand.deposit"), 10, "a family of the detectors"),
    "a family nobody asks for": (("    when:", "      prize.pin: ['pin vang']\n    when:"), 13, "asked for by no `when`"),
    "not YAML": (("rules:", "rules: ["), 5, "not YAML"),
    "an alias": (('version: "3"', "version: &v '3'\nother: *v"), 3, "aliases"),
    "a name that a detector has": (("pack: thu-pin", "pack: loan"), 1, "taken"),
    "an unlike without a family": (("    when:", "    unlike:\n      offer.khac: pin\n    when:"), 14, "no such family"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_pack_is_refused_with_line_and_reason(checker: Checker, tmp_path: Path, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "PATIENCE", 3.0)
    (old, new), line, reason = BAD[case]
    assert old in GOOD
    said = refused(checker, tmp_path, GOOD.replace(old, new))
    assert any(one.startswith(f"F:{line}: ") and reason in one for one in said), said


def test_a_rule_twice_is_refused(checker: Checker, tmp_path: Path) -> None:
    rule = GOOD[GOOD.index("  - id:") :].replace("offer.pincu", "offer.pinkhac")
    [said] = refused(checker, tmp_path, GOOD + rule)
    assert said.startswith(f"F:{GOOD.count(chr(10)) + 1}: there is a rule thu-pin already")


def test_of_two_packs_of_one_name_the_second_is_refused(checker: Checker, tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yml"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    good, [problem] = checker.check_all(files_in([tmp_path]))
    assert [source.file for source in good] == [str(tmp_path / "a.yaml")]
    assert (problem.file, problem.line) == (str(tmp_path / "b.yml"), 1)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a: \x01", "not YAML"),
        (b"[" * 5000, "nested too deeply"),
        (b"- " * 3000, "nested too deeply"),
        (b"a" * (LARGEST + 1), "bytes"),
        (b"a: !!python/object/apply:os.system [x]", "unknown field"),
        (b"--- 1\n--- 2\n", "another document"),
    ],
)
def test_what_is_no_pack_at_all_is_refused(checker: Checker, tmp_path: Path, raw: bytes, said: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(raw)
    source, [problem] = checker.check(file)
    assert source is None
    assert said in problem.reason


def assessed(assessor: Assessor, text: str) -> Assessment:
    return assessor.assess(Post(id="t:1", kind="post", page=Page(id="t:p"), text=text))


def test_a_signal_carries_pack_rule_and_version(checker: Checker, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(GOOD, "utf-8")
    armed = checker.armed(checker.check_all(files_in([tmp_path]))[0])
    text = "Thu mua pin cũ tận nhà, đặt cọc 200k giữ lịch, ib em"
    [signal] = [s for s in assessed(armed, text).signals if "/" in s.detector]
    assert (signal.detector, signal.version, signal.code, signal.alert) == ("thu-pin/thu-pin", "3", "DEPOSIT", True)
    assert "Thu mua pin cũ" in {text[mark.start : mark.end] for mark in signal.evidence}


def test_packs_change_nothing_of_what_the_detectors_say(checker: Checker) -> None:
    armed = checker.armed(checker.check_all(files_in([EXAMPLES]))[0])
    texts = [text for judge in checker.assessor.judges for text in (*judge.module.CATCHES, *judge.module.IGNORES)]
    for text in (*texts, *ordinary()[::5]):
        with_rules = [s for s in assessed(armed, text).signals if "/" not in s.detector]
        assert with_rules == list(assessed(checker.assessor, text).signals), text


def test_the_schema_for_editors_is_the_one_the_loader_goes_by() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == json.loads(json.dumps(schema())), (
        "renew it: tinwatch rules schema > tinwatch/rules/pack.schema.json"
    )


def test_most_patterns_of_the_detectors_would_pass(checker: Checker) -> None:
    """The refusals are for what is dangerous, not for the way cues are written: nearly all of our own would be taken."""
    ours = [(family, pattern) for family, pattern in checker.assessor.patterns if not family.startswith(("says.", "hint.", "scope."))]
    odd = [(family, unfit(pattern)) for family, pattern in ours if unfit(pattern)]
    assert len(odd) < 0.01 * len(ours), odd


def test_the_pack_in_the_documentation_is_well(checker: Checker, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
    assert refused(checker, tmp_path, text.split("```yaml\n")[1].split("```")[0]) == []
