"""A claim comes into a running `tinwatch serve`; a post that states it then reaches the open feed as a card whose page cites the check.

No second is asserted here, since CI has none to promise: `python -m benchmarks claimed` measures them. A claim must be in force before the
post is sent, and the post is sent once.
"""

import re
import time

from desk import post
from served import served
from test_claims_live import CLAIM, cited, now

OTHERS = [{**CLAIM, "id": f"kc-o{n}", "claim": f"Xã Bến Sậy {n} cấm chợ gạo trong {n + 2} ngày vì nước lụt"} for n in range(50)]


def in_force(client, count):
    """Waits until the workers hold posts against so many claims."""
    deadline = time.monotonic() + 150
    while not re.search(rf"^tinwatch_claims {count}(\.0)?$", client.get("/metrics").text, re.MULTILINE):
        assert time.monotonic() < deadline, "the claim never came into force"
        time.sleep(0.05)


def card(client, after, word):
    """The line of the feed that brings a card with this word."""
    with client.stream("GET", "/events", params={"after": after}) as stream:
        for line in stream.iter_lines():
            if line.startswith("data:") and word in line:
                return line
    raise AssertionError("the feed ended without the card")


def states_it_after_an_import(desk, client):
    desk.run("claims", "import", desk.write("others.jsonl", OTHERS), "--no-recheck")
    in_force(client, len(OTHERS))
    desk.run("claims", "import", desk.write("claim.jsonl", [CLAIM]), "--no-recheck")
    in_force(client, len(OTHERS) + 1)
    said = f"Đọc giùm: {CLAIM['claim'].lower()}, bà con chạy mau"
    desk.run("replay", desk.write("after.jsonl", [post("fb:after", said, page="fb:after", collected_at=now())]))
    card(client, "-1", "bà con chạy mau")
    alerts = [alert for alert in desk.jsonl("alerts") if "fb:after" in alert["posts"]]
    assert cited(alerts) >= {"fb:after"}
    [sure] = [claim for claim in alerts[0]["claims"] if claim["confirmed"]]
    assert (sure["id"], sure["verdict"], sure["url"]) == ("kc-1", "FALSE", CLAIM["url"])
    page = client.get(f"/alerts/{alerts[0]['id']}", follow_redirects=True)
    assert CLAIM["url"] in page.text


def test_a_claim_imported_while_it_runs_reaches_the_feed_with_the_check(desk):
    with served(desk) as (_, client):
        states_it_after_an_import(desk, client)
