"""The river is sound: names, keys, retention and partitions fit what the agents rely on."""

from topics.river import ALERTS, ASSESSED, POSTS, RIVER, SIGNALS, by_name


def test_names_are_plural_with_a_version_and_unique():
    assert len({t.name for t in RIVER}) == len(RIVER)
    for topic in RIVER:
        noun, _, version = topic.name.partition(".")
        assert version == "v1"
        assert noun.endswith(("s", "assessed"))


def test_one_total_order_where_grouping_and_the_live_feed_need_it():
    assert SIGNALS.partitions == ALERTS.partitions == 1


def test_a_pages_order_holds_on_the_way_to_the_index():
    assert POSTS.key == ASSESSED.key == "page.id"
    assert POSTS.partitions == ASSESSED.partitions


def test_dead_letters_have_a_topic_each():
    assert {t.dead for t in RIVER} == {f"{t.name}.dead" for t in RIVER}
    assert by_name("posts.v1") is POSTS
