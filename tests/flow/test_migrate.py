"""Moving house: the same documents, alerts and offsets on the other side, and the desk goes on there as if nothing had happened."""

import asyncio
from dataclasses import replace

from desk import Desk, post
from test_cases_flow import decide, deed, looked

from search.docket import CaseQuery
from tinwatch.broker.log import Entry, Log
from tinwatch.settings import Settings

OFFER = "Hỗ trợ vay tiền nhanh trong ngày, nợ xấu vẫn duyệt, không cần thế chấp, ib Zalo 0900 000 012 giải ngân sau 30 phút"


def urls(home, other):
    return [
        *("--from", f"sqlite:///{home}/broker.sqlite", "--to", f"sqlite:///{other}/broker.sqlite"),
        *("--from", f"sqlite:///{home}/index.sqlite", "--to", f"sqlite:///{other}/index.sqlite"),
    ]


def test_a_story_goes_on_in_the_new_house(desk, tmp_path_factory):
    new = Desk(tmp_path_factory.mktemp("new"))
    first = [post(f"fb:{i}", OFFER, page=f"fb:p{i}", published_at=f"2026-11-17T0{i}:00:00Z") for i in range(3)]
    desk.run("replay", desk.write("a.jsonl", [*first, "{"]), "--wait")
    moved = desk.run("migrate", *urls(desk.home, new.home))
    assert "DIFFERENT" not in moved.stdout
    again = desk.run("migrate", *urls(desk.home, new.home))  # nothing left to do, nothing doubled
    assert again.stdout == moved.stdout
    [told] = desk.jsonl("clusters")
    assert new.jsonl("clusters") == [told]
    [old], [same] = desk.jsonl("alerts"), new.jsonl("alerts")
    assert same == old
    assert len(new.run("dead", "list").stdout.splitlines()) == 2
    fourth = post("fb:4", OFFER, page="fb:p4", published_at="2026-11-17T05:00:00Z")
    done = new.run("replay", new.write("b.jsonl", [fourth]), "--wait")
    assert done.stdout.splitlines()[-1].split()[:5] == ["1", "1", "1", "0", "1"]
    [grown] = new.jsonl("alerts")
    assert grown["id"] == old["id"]
    assert grown["post_count"] == 4
    assert grown["version"] > old["version"]
    [more] = new.jsonl("clusters")
    assert (more["id"], more["post_count"], more["version"]) == (told["id"], 4, told["version"] + 1)


def test_offsets_hold_though_the_source_has_forgotten_its_first_records(desk, tmp_path_factory):
    new = Desk(tmp_path_factory.mktemp("new"))
    desk.run("replay", desk.write("a.jsonl", [post("fb:1", OFFER)]), "--wait")
    with Log(desk.home / "broker.sqlite") as log:
        for _ in range(2):
            log.append([Entry("alerts.v1", 0, b"old", b"{}", timestamp=1)])
        log.commit("tinwatch", {("alerts.v1", 0): 3})
        log.trim(4e9)  # the year 2096: retention has taken everything that was read
        assert log.start_offsets()["alerts.v1", 0] == log.end_offsets()["alerts.v1", 0] == 3
    desk.run("migrate", *urls(desk.home, new.home)[:4])
    with Log(new.home / "broker.sqlite") as log:
        assert log.end_offsets()["alerts.v1", 0] == 3
        assert log.committed("tinwatch")["alerts.v1", 0] == 3
    assert len(new.run("dead", "list").stdout.splitlines()) == 1


def test_refused_while_the_agents_have_work_left_or_the_target_has_a_history(desk, tmp_path_factory):
    new = Desk(tmp_path_factory.mktemp("new"))
    desk.run("replay", desk.write("a.jsonl", [post("fb:1", OFFER)]))
    assert "records to go" in desk.run("migrate", *urls(desk.home, new.home)[:4], code=1).stderr
    desk.run("replay", desk.write("a.jsonl", [post("fb:1", OFFER)]), "--wait")
    new.run("replay", new.write("b.jsonl", [post(f"fb:{i}", OFFER) for i in range(9)]), "--wait")
    assert "history of its own" in desk.run("migrate", *urls(desk.home, new.home)[:4], code=1).stderr
    assert "no such file" in desk.run("migrate", "--from", "sqlite:///nowhere", "--to", "sqlite:///x", code=2).stderr


def test_cases_and_the_audit_log_move_too(desk, tmp_path_factory):
    new = Desk(tmp_path_factory.mktemp("new"))
    old, here = replace(Settings(), home=desk.home), replace(Settings(), home=new.home)
    desk.run("replay", desk.write("a.jsonl", [post("fb:1", OFFER)]), "--wait")
    [alert] = desk.jsonl("alerts")
    asyncio.run(decide(old, deed("1", alert["id"], "keep", seen=1), deed("2", alert["id"], "read", role="viewer")))

    async def kept(index):
        return (await index.docket.cases(CaseQuery())).cases, list(await index.docket.entries())

    assert "DIFFERENT" not in desk.run("migrate", *urls(desk.home, new.home)).stdout
    cases, entries = asyncio.run(looked(here, kept))
    assert (cases, entries) == asyncio.run(looked(old, kept))
    assert ([case.state for case in cases], len(entries)) == (["TRIAGED"], 2)
    asyncio.run(decide(here, deed("3", alert["id"], "check", seen=2), deed("4", alert["id"], "keep", seen=2)))
    (case,), entries = asyncio.run(looked(here, kept))
    assert (case.state, case.number, [line.seq for line in entries]) == ("IN_CHECK", cases[0].number, [1, 2, 3, 4])
