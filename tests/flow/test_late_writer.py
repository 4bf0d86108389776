"""What a worker that was paused, and whose work others took over, still writes when it goes on changes nothing."""

import json

from desk import Desk
from test_faults import STORIES, assert_once, outcome, stream

from tinwatch.broker.log import Entry, Log

POSTS = 1600


def firsts(log, topic):
    """The first record of each key: what is in hand of a worker that stopped long ago."""
    found = {}
    for record in log.records(topic):
        found.setdefault(record.key, record)
    return list(found.values())


def test_late_records_of_stories_and_alerts_change_nothing(desk, tmp_path_factory):
    quiet = Desk(tmp_path_factory.mktemp("quiet"))
    lines = [json.dumps(record, ensure_ascii=False) for record in stream(POSTS)]
    quiet.run("replay", quiet.write("s.jsonl", lines), "--wait")
    desk.run("replay", desk.write("first.jsonl", lines[: POSTS // 2]), "--wait")
    before = outcome(desk)[1]
    with Log(desk.home / "broker.sqlite") as log:
        late = [*firsts(log, "stories.v1"), *firsts(log, "alerts.v1")]
        log.append([Entry(r.topic, r.partition, r.key, r.value, r.headers, r.timestamp) for r in late])
    assert len(late) >= 2 * len(STORIES)
    desk.run("replay", desk.write("empty.jsonl", []), "--wait")
    assert outcome(desk)[1] == before, "an alert went back to an older version"
    desk.run("replay", desk.write("second.jsonl", lines[POSTS // 2 :]), "--wait")
    facts = [{i: (sorted(a["posts"]), a["codes"], a["band"], a["version"]) for i, a in outcome(each)[1].items()} for each in (desk, quiet)]
    assert facts[0] == facts[1]
    assert_once(desk)
