"""A worker that starts anew still knows what its comments stand under, and says what the command says of the file."""

import json

from desk import post

STORY = "Mình bị lừa 20 triệu vì làm nhiệm vụ thả tim, nó bắt nạp tiền rồi chặn zalo, mọi người cẩn thận"
OFFER = "Bên em hỗ trợ vay vốn trong ngày, nợ xấu vẫn làm được nhé cả nhà"
HELP = "nhắn tin mình, mình chỉ cách lấy lại tiền, mình lấy lại được rồi"
A = post("fb:p_1", STORY, by_page=True, published_at="2026-11-17T01:00:00Z")
B = post("fb:q_1", OFFER, page="fb:q", by_page=True, published_at="2026-11-17T01:00:00Z")
COMMENTS = [
    {**post("fb:p_1_1", HELP), "kind": "comment", "parent": "fb:p_1"},
    {**post("fb:p_1_2", "làm nhiệm vụ thả tim nạp tiền hoàn 30% hoa hồng, em cũng gặp rồi"), "kind": "comment", "parent": "fb:p_1"},
    {**post("fb:q_1_1", "0900 000 321", page="fb:q", by_page=True), "kind": "comment", "parent": "fb:q_1"},
]
EXPECTED = {"fb:p_1_1": ["RECOVER"], "fb:p_1_2": [], "fb:q_1_1": ["LOAN"]}
"""By their own words the first and the last say nothing, and the second offers a job (tests/unit/test_threads.py)."""


def test_what_comments_stand_under_outlives_the_worker(desk):
    desk.run("replay", desk.write("posts.jsonl", [A, B]), "--wait")
    desk.run("replay", desk.write("comments.jsonl", COMMENTS), "--wait")
    found = {d["post"]["id"]: d["assessment"]["alert_codes"] for d in desk.jsonl("search", "--limit", "100")}
    assert {id: found[id] for id in EXPECTED} == EXPECTED


def test_the_command_says_the_same_of_one_file(desk):
    file = desk.write("all.jsonl", [A, B, *COMMENTS])
    said = [json.loads(line) for line in desk.run("assess", file).stdout.splitlines()]
    assert {one["id"]: one["alert_codes"] for one in said if one["id"] in EXPECTED} == EXPECTED
