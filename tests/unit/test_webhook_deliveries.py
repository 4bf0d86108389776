"""What Facebook sends by itself, read at the edge. Shapes and their sources: tests/stubs/shapes/facebook."""

import hashlib
import hmac
import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from collectors.webhooks import genuine, greeted, told
from topics.records import Invalid, Post, encode
from topics.watchlist import Removal

PLANTED, PLANTED_ID = "Nguyễn Thị Riêng Tư", "uid-9182736450"
SHAPE = (Path(__file__).parents[1] / "stubs/shapes/facebook/webhook.json").read_text("utf-8")
PAGE, POST, COMMENT = "448242228374517", "448242228374517_122131676912594941", "122131676912594941_1213590066982748"


def delivery(**changed):
    shape = json.loads(SHAPE.replace("PLANTED_NAME", PLANTED).replace("PLANTED_ID", PLANTED_ID))
    shape["entry"][0]["changes"][0]["value"] |= changed
    return shape


def body(shape):
    return json.dumps(shape).encode()  # with letters escaped, as Meta does


def test_a_comment_without_who_wrote_it():
    [comment] = told(body(delivery(message="ib em ạ")))
    assert (comment.kind, comment.id, comment.parent) == ("comment", f"fb:{COMMENT}", f"fb:{POST}")
    assert (comment.text, comment.by_page, comment.page.id) == ("ib em ạ", False, f"fb:{PAGE}")
    assert comment.published_at == datetime.fromtimestamp(1742667604, UTC)
    assert comment.collected_at == datetime.fromtimestamp(1742667607, UTC)
    assert PLANTED_ID not in encode(comment).decode()


def test_the_pages_own_answer_is_known_as_its_own():
    [comment] = told(body(delivery(**{"from": {"id": PAGE, "name": "Trang A"}})))
    assert comment.by_page


def test_both_spellings_of_a_comments_id_are_one():
    [short] = told(body(delivery(comment_id="1213590066982748")))
    assert short.id == f"fb:{COMMENT}"


@pytest.mark.parametrize("verb", ["remove", "delete", "hide"])
def test_what_is_taken_away(verb):
    [gone] = told(body(delivery(verb=verb)))
    assert gone == Removal(id=f"fb:{COMMENT}", page=f"fb:{PAGE}", at=datetime.fromtimestamp(1742667607, UTC), said="webhook")


def test_an_edit_is_the_later_version_of_the_same():
    first, second = delivery(), delivery(verb="edited", message="meow 3")
    second["entry"][0]["time"] += 60
    [one], [other] = told(body(first)), told(body(second))
    assert one.id == other.id
    assert one.collected_at < other.collected_at
    assert other.text == "meow 3"


def test_a_post_of_the_page_and_none_of_a_visitor():
    own = {"item": "status", "comment_id": "", "from": {"id": PAGE, "name": "Trang A"}, "message": "Chợ phiên"}
    [post] = told(body(delivery(**own)))
    assert (post.kind, post.id, post.by_page, post.parent) == ("post", f"fb:{POST}", True, None)
    assert told(body(delivery(**own | {"from": {"id": PLANTED_ID, "name": PLANTED}}))) == []
    assert told(body(delivery(**own | {"published": 0}))) == []


@pytest.mark.parametrize("item", ["reaction", "event", "rating", ""])
def test_what_is_neither_post_nor_comment_is_left(item):
    assert told(body(delivery(item=item))) == []


def test_a_post_under_another_pages_name_is_left():
    assert told(body(delivery(post_id="999_122131676912594941"))) == []


@pytest.mark.parametrize("wrong", [b"", b"[]", b"{}", b'{"object":"user","entry":[]}', b"\xff", b'{"object":"page","entry":[{}]}'])
def test_what_is_no_delivery_is_refused(wrong):
    with pytest.raises(Invalid):
        told(wrong)


def test_one_bad_change_loses_none_beside_it():
    shape = delivery()
    shape["entry"][0]["changes"].insert(0, {"field": "feed", "value": {"item": 7}})
    shape["entry"][0]["changes"].append({"field": "likes", "value": {}})
    assert len(told(body(shape))) == 1


def test_the_signature_is_that_of_the_raw_bytes():
    raw = body(delivery(message="tiếng Việt"))
    signature = "sha256=" + hmac.new(b"bi mat", raw, hashlib.sha256).hexdigest()
    assert b"\\u1ebf" in raw
    assert genuine(raw, signature, "bi mat")
    assert not genuine(json.dumps(json.loads(raw), ensure_ascii=False).encode(), signature, "bi mat")
    assert not genuine(raw + b" ", signature, "bi mat")
    assert not genuine(raw, signature, "")
    assert not genuine(raw, "sha256=é", "bi mat")
    assert not genuine(raw, "", "bi mat")


def test_only_who_knows_the_word_is_greeted():
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "lời hẹn"}
    assert greeted(asked, "lời hẹn") == "1158201444"
    assert greeted(asked | {"hub.verify_token": "khác"}, "lời hẹn") is None
    assert greeted(asked | {"hub.verify_token": ""}, "") is None
    assert greeted(asked | {"hub.challenge": "<script>"}, "lời hẹn") is None


def test_no_planted_person_comes_out_of_any_shape():
    """Names and ids at places where no documentation shows them, in five hundred deliveries."""
    rng = random.Random(5)
    for _ in range(500):
        shape = delivery(verb=rng.choice(["add", "edited", "remove"]), item=rng.choice(["comment", "status", "photo"]))
        places = [shape, *shape["entry"], shape["entry"][0]["changes"][0], value := shape["entry"][0]["changes"][0]["value"], value["post"]]
        for _ in range(rng.randrange(1, 6)):
            rng.choice(places)[rng.choice(["from", "sender_name", "author", "user", "tagged", "to", "admin"])] = {
                "id": PLANTED_ID,
                "name": PLANTED,
            }
        for record in told(body(shape)):
            out = encode(record).decode()
            assert PLANTED not in out, shape
            assert PLANTED_ID not in out, shape
            assert isinstance(record, Post | Removal)
