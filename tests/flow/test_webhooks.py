"""Deliveries of Facebook at a running tinwatch: signed, in any order, again and again, and into the index."""

import hashlib
import hmac
import json
import time

from served import served

SECRET, WORD = "bi-mat-cua-ung-dung", "loi-hen"
LURE = "Cho vay góp ngày, không cần thế chấp, nợ xấu vẫn duyệt, alo Zalo 0900 000 000"


def delivery(number, text, verb="add", at=1_763_000_000):
    value = {
        "item": "comment", "verb": verb, "comment_id": f"11_{number}", "post_id": "77_11", "created_time": at, "message": text,
        "from": {"id": "uid-9182736450", "name": "Nguyễn Thị Riêng Tư"},
    }  # fmt: skip
    return json.dumps({"object": "page", "entry": [{"id": "77", "time": at, "changes": [{"field": "feed", "value": value}]}]}).encode()


def tell(client, body, secret=SECRET):
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return client.post("/webhooks/facebook", content=body, headers={"x-hub-signature-256": signature, "content-type": "application/json"})


def test_what_facebook_tells_reaches_the_index_once(desk):
    desk.environ |= {"TINWATCH_FACEBOOK_APP_SECRET": SECRET, "TINWATCH_FACEBOOK_VERIFY_TOKEN": WORD}
    with served(desk) as (_, client):
        client.cookies.clear()  # nobody is logged in
        asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": WORD}
        assert client.get("/webhooks/facebook", params=asked).text == "1158201444"
        assert client.get("/webhooks/facebook", params=asked | {"hub.verify_token": "x"}).status_code == 403
        assert tell(client, delivery(1, LURE), "khác").status_code == 403
        assert tell(client, b"{}").status_code == 400
        assert tell(client, b" " * 1_000_001).status_code == 413
        # The edit comes before what it edits, and both twice.
        edited, first = delivery(1, f"{LURE}, nạp", "edited", at=1_763_000_900), delivery(1, LURE)
        for body in (edited, first, edited, first):
            assert tell(client, body).status_code == 200
        deadline = time.monotonic() + 120
        while not (found := desk.jsonl("search", "thế chấp")) and time.monotonic() < deadline:
            time.sleep(0.2)
        [one] = found
        assert one["post"]["text"].endswith("nạp"), "the earlier version came later and won"
        assert one["post"]["parent"] == "fb:77_11"
        deadline = time.monotonic() + 120
        while not desk.jsonl("alerts") and time.monotonic() < deadline:
            time.sleep(0.2)
        assert len(desk.jsonl("alerts")) == 1
    for file in desk.home.rglob("*"):
        if file.is_file():
            raw = file.read_bytes()
            assert b"uid-9182736450" not in raw, file
            assert "Riêng Tư".encode() not in raw, file
            assert b"Ri\\u00eang" not in raw, file
            assert SECRET.encode() not in raw, file


def test_without_the_apps_secret_nothing_is_taken(desk):
    with served(desk) as (_, client):
        assert tell(client, delivery(1, LURE)).status_code == 404
