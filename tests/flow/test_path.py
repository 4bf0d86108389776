"""From a file of posts to documents and alerts, through the real embedded broker and index."""

import gzip
import json

import pytest
from desk import Desk, post

from tinwatch.broker.log import Entry, Log

LOAN = "Hỗ trợ vay tiền nhanh trong ngày, nợ xấu vẫn duyệt, không cần thế chấp, lãi 0%, ib Zalo 0900 000 012 giải ngân sau 30 phút"
"""Says who lends, how easily, and how to reach them: three cue families of LOAN (domain.md §3.3)."""

CALM = "Chợ phiên sáng nay đông vui, rau xanh giá ổn định"


def numbers(stdout):
    """The one row of replay's table: read, assessed, indexed, dead, alerts."""
    return [int(cell.replace(",", "")) for cell in stdout.splitlines()[-1].split()[:5]]


def test_posts_become_documents_and_one_alert(desk):
    copies = [post(f"fb:{i}", LOAN, page=f"fb:p{i}", published_at=f"2026-11-17T0{i}:00:00Z") for i in range(3)]
    file = desk.write("posts.jsonl", [*copies, post("fb:calm", CALM)])
    assert numbers(desk.run("replay", file, "--wait").stdout) == [4, 4, 4, 0, 1]
    [alert] = desk.jsonl("alerts")
    assert alert["codes"] == ["LOAN"]
    assert sorted(alert["posts"]) == ["fb:0", "fb:1", "fb:2"]
    assert len(alert["pages"]) == 3
    assert alert["parts"]["B"] == 2  # three pages
    found = {d["post"]["id"] for d in desk.jsonl("search", "vay tien nhanh")}
    assert found == {"fb:0", "fb:1", "fb:2"}
    assert [d["post"]["id"] for d in desk.jsonl("search", "chợ phiên")] == ["fb:calm"]


def test_alert_marks_exactly_the_words_that_gave_it_away(desk):
    text = "😀 Xin chào cả nhà. " + LOAN
    desk.run("replay", desk.write("p.jsonl", [post("fb:1", text)]), "--wait")
    [document] = desk.jsonl("search", "vay")
    spans = [text[e["start"] : e["end"]] for s in document["assessment"]["signals"] for e in s["evidence"]]
    assert "nợ xấu vẫn duyệt" in spans
    assert all(span == span.strip() for span in spans)


BAD = [
    '{"id":"fb:broken","kind":"post","page"',
    '["not","an","object"]',
    '{"kind":"post","page":{"id":"p"},"text":"no id"}',
    '{"id":17,"kind":"post","page":{"id":"p"},"text":"number for an id"}',
    '{"id":"fb:d","kind":"post","page":{"id":"p"},"text":"x","published_at":"hôm qua"}',
    json.dumps({"id": "fb:huge", "kind": "post", "page": {"id": "p"}, "text": "a" * 10_000_000}),
]
ODD = [
    post("fb:nul", "a\x00b vay"),
    '{"id":"fb:half","kind":"post","page":{"id":"p"},"text":"n\\u1eeda emoji \\ud83d h\\u1ebft"}',
    post("fb:nfd", "Hỗ trợ"),
    post("fb:rtl", "‮abc‏ ‎ bình thường"),
    post("fb:emoji", "😀🎉👨‍👩‍👧"),
    post("fb:empty", ""),
    post("fb:future", "tương lai", published_at="2999-01-01T00:00:00Z"),
    post("fb:past", "quá khứ", published_at="0001-01-01T00:00:00Z"),
]


def test_bad_lines_are_dead_letters_with_place_and_reason_and_the_rest_goes_on(desk):
    file = desk.write("mixed.jsonl", [*BAD, *ODD, "", "   "])
    done = desk.run("replay", file, "--wait")
    assert numbers(done.stdout) == [len(BAD) + len(ODD), len(BAD) + len(ODD) - len(BAD), len(ODD), len(BAD), 0]
    letters = desk.run("dead", "list").stdout.splitlines()[1:]
    assert [f"mixed.jsonl:{n}" in letter for n, letter in enumerate(letters, 1)] == [True] * len(BAD)
    assert "published_at" in letters[4]
    ids = {d["post"]["id"] for d in desk.jsonl("search")}
    assert ids == {"fb:nul", "fb:half", "fb:nfd", "fb:rtl", "fb:emoji", "fb:empty", "fb:future", "fb:past"}


def test_impossible_times_are_not_believed(desk):
    collected = "2026-11-17T08:00:00Z"
    posts = [
        post("fb:future", "a", published_at="2999-01-01T00:00:00Z", collected_at=collected),
        post("fb:past", "b", published_at="1970-01-01T00:00:00Z", collected_at=collected),
        post("fb:fine", "c", published_at="2026-11-16T08:00:00Z", collected_at=collected),
    ]
    desk.run("replay", desk.write("t.jsonl", posts), "--wait")
    at = {d["post"]["id"]: d["at"] for d in desk.jsonl("search")}
    assert at == {"fb:future": collected, "fb:past": collected, "fb:fine": "2026-11-16T08:00:00Z"}


def test_duplicates_edits_and_old_versions(desk):
    first = post("fb:1", "bản đầu", collected_at="2026-11-17T01:00:00Z")
    edited = post("fb:1", "bản sửa", collected_at="2026-11-17T02:00:00Z")
    late = post("fb:1", "bản đến muộn", collected_at="2026-11-17T01:30:00Z")
    done = desk.run("replay", desk.write("e.jsonl", [first, first, edited, late]), "--wait")
    assert numbers(done.stdout)[:4] == [4, 4, 4, 0]
    assert [d["post"]["text"] for d in desk.jsonl("search")] == ["bản sửa"]


def test_out_of_order_posts_make_the_same_alerts(desk, tmp_path_factory):
    posts = [post(f"fb:{i}", LOAN, page=f"fb:p{i}", published_at=f"2026-11-17T0{i}:00:00Z") for i in range(6)]
    other = Desk(tmp_path_factory.mktemp("other"))
    desk.run("replay", desk.write("a.jsonl", posts), "--wait")
    other.run("replay", other.write("a.jsonl", [posts[i] for i in (3, 0, 5, 1, 4, 2)]), "--wait")
    [straight], [mixed] = desk.jsonl("alerts"), other.jsonl("alerts")
    for field in ("codes", "band", "score", "opened_at", "updated_at", "post_count", "parts"):
        assert straight[field] == mixed[field], field
    assert sorted(straight["posts"]) == sorted(mixed["posts"])


@pytest.mark.parametrize("field", ["from", "author", "user"])
def test_no_trace_of_an_author_anywhere(desk, field):
    planted = post("fb:1", LOAN, kind="comment", parent="fb:0", **{field: {"id": "100077712345", "name": "Người Được Cài"}})
    broken = json.dumps({field: {"id": "100077712345", "name": "Người Được Cài"}, "kind": "comment"}, ensure_ascii=False)
    desk.run("replay", desk.write("p.jsonl", [planted, broken]), "--wait")
    (desk.home / "p.jsonl").unlink()
    for file in (f for f in desk.home.rglob("*") if f.is_file()):
        content = file.read_bytes()
        assert b"100077712345" not in content, file
        assert "Người Được Cài".encode() not in content, file


def test_requeued_letters_are_judged_again(desk):
    desk.run("replay", desk.write("p.jsonl", [post("fb:1", CALM)]), "--wait")
    # A foreign producer wrote something that is no post straight into the topic.
    with Log(desk.home / "broker.sqlite") as log:
        log.append([Entry("posts.v1", 3, b"fb:p", b'{"id": 5, "author": {"name": "Planted"}}')])
    empty = desk.write("empty.jsonl", [])
    desk.run("replay", empty, "--wait")
    [letter] = desk.run("dead", "list").stdout.splitlines()[1:]
    assert "posts.v1/3@" in letter
    assert "$.id" in letter
    assert '{"id":5}' in desk.run("dead", "show", letter.split()[0]).stdout
    assert "Planted" not in desk.run("dead", "show").stdout
    assert "1 sent back" in desk.run("dead", "requeue", letter.split()[0]).stdout
    desk.run("replay", empty, "--wait")
    assert len(desk.run("dead", "list").stdout.splitlines()) == 3  # it is still wrong, and says so once more
    desk.run("dead", "requeue", "nonsense", code=2)


def test_standard_input_and_a_file_that_is_not_there(desk):
    desk.run("replay", "-", stdin=json.dumps(post("fb:1", CALM)) + "\n")
    desk.run("replay", "-", "--wait", stdin="", code=2)
    assert "nowhere.jsonl" in desk.run("replay", "nowhere.jsonl", code=2).stderr


EXTREMES = [
    post("fb:late", LOAN, page="fb:a", collected_at="9999-12-31T00:00:00Z", published_at="2026-11-17T08:00:00Z"),
    post("fb:early", LOAN, page="fb:b", collected_at="0001-01-01T00:00:00Z"),
    post("fb:edge", LOAN, page="fb:c", published_at="0001-01-01T00:00:00+14:00"),
    post("fb:end", LOAN, page="fb:d", published_at="9999-12-31T23:59:59-14:00"),
    post("fb:numbers", LOAN + " 0900 000 012" * 15_000, page="fb:e"),
    post("fb:nuls", LOAN + "\0" * 190_000, page="fb:f"),
    post("fb:after", LOAN, page="fb:g", published_at="2026-11-17T09:00:00Z"),
]


def test_no_record_however_odd_stops_the_agents(desk):
    done = desk.run("replay", desk.write("x.jsonl", EXTREMES), "--wait")
    assert numbers(done.stdout)[:4] == [len(EXTREMES), len(EXTREMES), len(EXTREMES), 0]
    assert {p for a in desk.jsonl("alerts") for p in a["posts"]} >= {"fb:late", "fb:early", "fb:edge", "fb:end", "fb:after"}


def test_an_index_of_another_broker_is_refused(desk):
    file = desk.write("p.jsonl", [post("fb:1", LOAN)])
    desk.run("replay", file, "--wait")
    for log in desk.home.glob("broker.sqlite*"):
        log.unlink()
    told = desk.run("replay", file, "--wait", code=2).stderr
    assert "do not belong together" in told


def test_what_is_kept_is_for_its_user_alone(desk, tmp_path):
    desk.environ["TINWATCH_HOME"] = str(tmp_path / "new")
    desk.run("replay", desk.write("p.jsonl", [post("fb:1", CALM)]))
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_a_file_that_is_cut_off_says_so(desk):
    whole = gzip.compress(b"".join(json.dumps(post(f"fb:{i}", f"{CALM} {i}")).encode() + b"\n" for i in range(5000)))
    (desk.home / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    desk.run("replay", "cut.jsonl.gz", "--wait")
    assert "cannot be unpacked" in desk.run("dead", "list").stdout
