"""Agents in processes of their own make what one process makes, and are one group: what is done is known in one place."""

import os
import signal
import time
from contextlib import contextmanager

from desk import Desk
from test_faults import STORIES, assert_once, lengths, outcome, stream

from enrichers.fold import canon
from search.sqlite import SqliteIndex
from tinwatch.app import AGENTS, TOGETHER, make_app
from tinwatch.broker.log import Log
from tinwatch.brokers import CONSUMED
from tinwatch.settings import Settings

POSTS = 1200


@contextmanager
def worker(desk, *agents):
    """A worker of these agents; it must stop cleanly."""
    process = desk.start("worker", *(word for agent in agents for word in ("--only", agent)))
    try:
        yield process
        os.kill(process.pid, signal.SIGTERM)
        _, err = process.communicate(timeout=100)
        assert process.returncode == 0, err
    finally:
        process.kill()
        process.communicate()


def behind(desk):
    """Records of each topic that the group has still to do; a topic of which nobody has begun yet counts as a whole."""
    with Log(desk.home / "broker.sqlite") as log:
        done, ends = log.committed("tinwatch"), log.end_offsets()
    lag = dict.fromkeys((topic.name for topic in CONSUMED), 0)
    for (topic, partition), end in ends.items():
        if topic in lag:
            lag[topic] += end - done.get((topic, partition), 0)
    return lag


def until(condition, patience=150):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_agents_apart_make_what_one_process_makes(desk, tmp_path_factory):
    quiet = Desk(tmp_path_factory.mktemp("quiet"))
    file = desk.write("s.jsonl", stream(POSTS))
    quiet.run("replay", file, "--wait")
    desk.run("replay", file)
    with worker(desk, "assess"):
        until(lambda: behind(desk)["posts.v1"] == 0)
        assert behind(desk)["assessed.v1"] == POSTS
        assert f"{POSTS:,} in assessed.v1" in desk.run("doctor", code=1).stdout, "doctor does not see what another worker has to do"
        with worker(desk, *set(AGENTS) - {"assess"}):
            until(lambda: behind(desk)["assessed.v1"] < POSTS)
            refused = desk.run("worker", "--only", "notify", code=1).stderr
            assert "already consumes notices.v1" in refused
            until(lambda: not any(behind(desk).values()))
    assert outcome(desk)[0] == outcome(quiet)[0]
    facts = [{i: (sorted(a["posts"]), a["codes"], a["band"]) for i, a in outcome(each)[1].items()} for each in (desk, quiet)]
    assert facts[0] == facts[1]
    assert len(facts[0]) == len(STORIES)
    assert_once(desk)
    before = lengths(desk)
    assert before["assessed.v1"] == POSTS
    desk.run("replay", desk.write("empty.jsonl", []), "--wait")  # everything in one process: nothing is left to do
    assert lengths(desk) == before, "one process redid what the others had done"


def test_agents_that_share_a_topic_are_told_to_run_together(desk, tmp_path):
    """A partition goes to one process of a group: with `judge` in one and `store` in another each would miss half of the cases."""
    settings = Settings(home=tmp_path / "whole")
    index = SqliteIndex(settings.home / "index.sqlite", canon)  # nobody opens it: the agents are only made
    apps = {name: make_app(settings, index, (name,)) for name in AGENTS}
    reads = {name: {topic for agent in app.agents.values() for topic in agent.channel.topics} for name, app in apps.items()}
    sharing = {name for name, topics in reads.items() for other, theirs in reads.items() if other != name and topics & theirs}
    assert sharing == TOGETHER
    assert all(reads.values())
    assert "must run in one process" in desk.run("worker", "--only", "judge", "--only", "store", code=2).stderr
