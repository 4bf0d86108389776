"""What judge makes of its changelog when a worker that was thought dead wrote into it late."""

import random
from datetime import timedelta

from test_grouping import T0, signal

from agents.judge import Stories, far, fold, loaded_from, marked
from agents.kept import Kept
from agents.newest import Newest
from alerts.grouping import Story
from search.port import Placed
from topics.cases import Case
from topics.records import decode, encode


def changelog(count):
    """The records that one judge writes, one for each signal, as (story, value); stories of four pages, interleaved."""
    stories, records = Stories(), []
    for offset in range(count):
        page = f"fb:{offset * 7 % 4}"
        story = fold(stories, signal(str(offset), f"lời mời số {offset} của {page}", page, at=T0 + timedelta(minutes=offset)), offset)
        records.append((story.alert.id, encode(story)))
    return records, {story.alert.id: story for story in (decode(value, Story) for _, value in records)}


def kept(records):
    found = Kept(far)
    for id, value in records:
        found.take(id, value)
    return found


def test_a_late_record_is_passed_over_and_told_until_the_right_one_is_written_again():
    records, last = changelog(12)
    id = records[0][0]
    early, right = records[0][1], encode(last[id])
    found = kept([*records, (id, early)])
    assert found[id] == right
    assert found.late == {id}
    found.take(id, right)
    assert found.late == set()


def test_wherever_a_paused_worker_writes_late_the_stories_are_the_same():
    records, last = changelog(60)
    rng, undone = random.Random(3), 0
    for _ in range(200):
        start = rng.randrange(50)
        late = records[start : start + rng.randrange(1, 10)]  # the batch that it had in hand; the others folded it as well
        place = rng.randrange(start, len(records))
        written = [*records[:place], *late, *records[place:]]
        assert {id: decode(kept(written)[id], Story) for id in last} == last
        undone += dict(written) != dict(records)
    assert undone > 10, "no run had a late record as the last of its story, so nothing was tried"


def test_read_again_from_the_beginning_nothing_is_late():
    records, _ = changelog(30)
    assert kept([*records, *records]).late == set()


def test_a_forgotten_story_is_gone():
    records, _ = changelog(4)
    id = records[0][0]
    found = kept([*records, (id, None)])
    assert id not in {story.alert.id for story in loaded_from(found)._stories.values()}
    found.take(id, records[0][1])
    assert found[id] == records[0][1]


def test_what_a_person_said_of_the_band_stays_while_the_story_grows_and_a_critical_one_is_not_held():
    stories = Stories()
    story = fold(stories, signal("1", kind="comment", harm=1), 0)
    assert (story.alert.band, story.alert.held) == ("LOW", "low_alone")
    case = Case(
        id=story.alert.id,
        number="VN-2026-000001",
        alert=story.alert,
        opened_at=T0,
        updated_at=T0,
        band="CRITICAL",
        overridden=True,
        version=2,
    )
    shown = marked(stories, case, T0)
    assert (shown.band, shown.set_band, shown.shown_band, shown.held, shown.version) == ("LOW", "CRITICAL", "CRITICAL", "", 2)
    assert marked(stories, case, T0) is None, "told again it is no new version"
    grown = fold(stories, signal("1", kind="comment", harm=1), 1).alert
    assert (grown.band, grown.set_band, grown.held, grown.version) == ("LOW", "CRITICAL", "", 3)


class Shelf:
    """An index as far as alerts are asked for one by one."""

    def __init__(self, *alerts):
        self.alerts, self.asked = {alert.id: alert for alert in alerts}, 0

    async def alert(self, id):
        self.asked += 1
        return self.alerts.get(id)


async def test_an_older_version_at_a_later_place_is_no_news():
    records, _ = changelog(40)
    versions = [decode(value, Story).alert for id, value in records if id == records[0][0]]
    assert [alert.version for alert in versions] == list(range(1, 11))
    index = Shelf(versions[4])
    newest = Newest(index)
    placed = [Placed(100 + n, alert) for n, alert in enumerate((versions[2], versions[4], versions[6], versions[5]))]
    assert [p.alert.version for p in await newest.of(placed)] == [5, 7]
    assert await newest.of([Placed(110, versions[5])]) == []
    assert [p.alert.version for p in await newest.of([Placed(111, versions[6])])] == [7], "the same version again is written again"
    assert index.asked == 1
    newest.forget()
    await newest.of([Placed(112, versions[9])])
    assert index.asked == 2
