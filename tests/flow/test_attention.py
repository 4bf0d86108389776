"""More new cards than the desk looks at in a shift: the rest is held, counted and listed by its reason, and the same after a restart."""

from desk import post

OFFER = "Cho vay nhanh không thế chấp, nợ xấu vẫn duyệt, gọi 0900 000 0{n}1. "
NAMES = ["hương lúa", "bến đò", "cây đa", "giếng làng", "chợ phiên", "đình cổ", "rặng tre"]
"""Words that make seven stories: what stands around the offer is unlike, and the telephones, nobody's, differ."""


def offer(n, id, page, at):
    around = " ".join(f"{NAMES[n]} {other} {n}" for other in NAMES if other != NAMES[n])
    return post(id, OFFER.format(n=n) + around, page=page, published_at=at, collected_at=at)


def test_what_the_desk_cannot_look_at_is_held_and_listed(desk):
    offers = [offer(n, f"fb:{n}", f"fb:p{n}", "2026-11-17T02:00:00Z") for n in range(7)]
    desk.environ |= {"TINWATCH_BUDGET_HIGH": "2", "TINWATCH_BUDGET_MEDIUM": "2", "TINWATCH_BUDGET_LOW": "2"}
    desk.run("replay", desk.write("first.jsonl", offers[:4]), "--wait")
    desk.run("replay", desk.write("second.jsonl", offers[4:]), "--wait")  # another process: what was spent is not forgotten
    alerts = desk.jsonl("alerts")
    assert len({alert["band"] for alert in alerts}) == 1
    assert len(alerts) == 7
    assert sorted(alert["held"] for alert in alerts) == ["", "", *["budget"] * 5]
    assert {alert["posts"][0] for alert in alerts if not alert["held"]} < {f"fb:{n}" for n in range(4)}, "those of the first hour"
    assert len(desk.jsonl("alerts", "--held", "--reason", "budget")) == 5
    assert desk.jsonl("alerts", "--held", "--reason", "old") == []
    assert desk.run("alerts").stdout.splitlines()[-1] == "held back: 5 budget"
    again = offer(5, "fb:again", "fb:q", "2026-11-17T08:00:00Z")  # 15:00 in Viet Nam, the next shift
    desk.run("replay", desk.write("third.jsonl", [again]), "--wait")
    assert len(desk.jsonl("alerts", "--held")) == 4
