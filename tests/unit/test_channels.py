"""Each channel against a service on loopback that speaks its protocol: success, refusal, waiting, silence, wrong certificates."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import logging
import stat
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from answering import Told, mailbox, service

from channels.mail import Mail
from channels.message import Later, Message, Refused
from channels.posting import seconds
from channels.slack import Slack
from channels.telegram import Telegram
from channels.webhook import Webhook, signature
from channels.zalo import Zalo
from tinwatch.servers.authority import Authority

SECRET = "s3cret-Of-The-Test"
AT = datetime(2026, 11, 23, 1, tzinfo=UTC)


def message(to: str = "lan@example.vn", **more: str) -> Message:
    said = {
        "subject": "[NGHIÊM TRỌNG] VN-2026-000123",
        "text": "Vay nóng <b>*0 đồng*</b> @all & bấm hxxp://vay[.]example\nhttps://desk.example.vn/alerts/a-1",
    }
    return Message(id="letter-1", to=to, at=AT, facts=[{"number": "VN-2026-000123"}], **said | more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def tls(authority):
    return authority.issue("service")


async def test_a_webhook_is_signed_over_what_was_sent_and_when():
    with service() as there:
        await Webhook(url=there.url + "/in?x=1").send(message(), SECRET)
    [asked] = there.asked
    assert (asked.path, asked.json["id"], asked.json["notices"]) == ("/in?x=1", "letter-1", [{"number": "VN-2026-000123"}])
    stamp = asked.headers["webhook-timestamp"]
    wanted = hmac.new(SECRET.encode(), b"letter-1." + stamp.encode() + b"." + asked.body, hashlib.sha256).digest()
    assert asked.headers["webhook-signature"] == "v1," + base64.b64encode(wanted).decode()
    assert abs(int(stamp) - time.time()) < 5


def test_the_signature_is_that_of_the_public_specification():
    """The example of the library `standardwebhooks` (spec/standard-webhooks.md)."""
    body = b'{"test": 2432232314}'
    made = signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("told", "raised", "wait"),
    [
        (Told(429, headers={"retry-after": "7"}), Later, 7),
        (Told(503, headers={"retry-after": "120"}), Later, 120),
        (Told(500, "broken"), Later, None),
        (Told(302, headers={"location": "http://169.254.169.254/"}), Later, None),
        (Told(401), Later, None),
        (Told(404), Later, None),
        (Told(422, f"no such field {SECRET}"), Refused, None),
    ],
)
async def test_what_an_answer_means(told, raised, wait):
    with service(told) as there, pytest.raises(raised) as error:
        await Webhook(url=there.url).send(message(), SECRET)
    assert len(there.asked) == 1, "a redirect was followed"
    assert SECRET not in str(error.value)
    if raised is Later:
        assert (error.value.wait, error.value.all) == (wait, True)


def test_retry_after_is_seconds_or_a_date_and_has_an_end():
    now = AT.timestamp()
    assert seconds(format_datetime(AT + timedelta(seconds=90), usegmt=True), now) == 90
    assert seconds(format_datetime(AT - timedelta(days=1), usegmt=True), now) == 0
    assert (seconds("99999999", now), seconds("soon", now), seconds("", now), seconds("-3", now)) == (86400, None, None, None)


async def test_silence_a_closed_port_and_an_unknown_certificate_are_for_later(authority, tls):
    with service(Told(wait=1.5)) as there, pytest.raises(Later, match="ReadTimeout"):
        await Webhook(url=there.url, timeout=0.2).send(message(), SECRET)
    with pytest.raises(Later, match="ConnectError"):
        await Webhook(url=there.url).send(message(), SECRET)
    with service(tls=tls) as there:
        with pytest.raises(Later, match=r"(?i)certificate"):
            await Webhook(url=there.url).send(message(), SECRET)
        assert there.asked == []
        await Webhook(url=there.url, ca=str(authority.certificate)).send(message(), SECRET)
        assert len(there.asked) == 1
    with service(tls=tls, host="127.0.0.2") as there, pytest.raises(Later, match="not valid for"):
        await Webhook(url=there.url, ca=str(authority.certificate)).send(message(), SECRET)


async def test_an_answer_without_end_is_not_read_to_its_end():
    with service(Told(500, "x" * 5_000_000)) as there, pytest.raises(Later) as error:
        await Webhook(url=there.url).send(message(), SECRET)
    assert len(str(error.value)) < 300


async def test_slack_takes_no_word_for_markup():
    with service(Told(200, "ok")) as there:
        await Slack().send(message("-"), there.url + f"/services/{SECRET}")
    [asked] = there.asked
    assert asked.path == f"/services/{SECRET}"
    assert "&lt;b&gt;*0 đồng*&lt;/b&gt; @all &amp;" in asked.json["text"]
    assert (asked.json["mrkdwn"], asked.json["unfurl_links"]) == (False, False)


async def test_mattermost_pings_nobody_and_makes_no_link():
    with service(Told(200, "ok")) as there:
        await Slack(flavour="mattermost").send(
            message("#desk", text="[bấm](http://x) @all *đậm*\nhttps://desk.example.vn/alerts/a_1"), there.url
        )
    told = there.asked[0].json
    assert told["channel"] == "desk"
    assert told["text"].split("\n") == ["\\[bấm\\]\\(http://x\\) @\u200ball \\*đậm\\*", "https://desk.example.vn/alerts/a_1"]


@pytest.mark.parametrize(
    ("told", "raised"),
    [
        (Told(400, "invalid_payload"), Refused),
        (Told(403, "channel_not_found"), Refused),
        (Told(400, "invalid_token"), Later),
        (Told(404, "no_service"), Later),
        (Told(429, "rate_limited", {"retry-after": "30"}), Later),
    ],
)
async def test_slack_says_what_is_at_fault(told, raised):
    with service(told) as there, pytest.raises(raised) as error:
        await Slack().send(message("-"), f"{there.url}/{SECRET}")
    assert SECRET not in str(error.value)


async def test_telegram_gets_plain_words_without_a_preview(caplog):
    caplog.set_level(logging.DEBUG)
    with service(Told(200, '{"ok":true,"result":{}}')) as there:
        await Telegram(api=there.url).send(message("-100123"), SECRET)
    [asked] = there.asked
    assert asked.path == f"/bot{SECRET}/sendMessage"
    assert asked.json["chat_id"] == "-100123"
    assert "parse_mode" not in asked.json
    assert asked.json["link_preview_options"] == {"is_disabled": True}
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    ("status", "told", "raised", "wait"),
    [
        (429, {"description": "Too Many Requests: retry after 35", "parameters": {"retry_after": 35}}, Later, 35),
        (401, {"description": "Unauthorized"}, Later, None),
        (400, {"description": "Bad Request: chat not found"}, Refused, None),
        (403, {"description": "Forbidden: bot was blocked by the user"}, Refused, None),
        (502, {}, Later, None),
    ],
)
async def test_telegram_says_how_long_to_wait(status, told, raised, wait):
    with service(Told(status, json.dumps({"ok": False, "error_code": status} | told))) as there, pytest.raises(raised) as error:
        await Telegram(api=there.url).send(message("1"), SECRET)
    assert SECRET not in str(error.value)
    if raised is Later:
        assert error.value.wait == wait


async def test_a_group_that_moved_is_told_with_its_new_id():
    body = {"ok": False, "description": "group chat was upgraded", "parameters": {"migrate_to_chat_id": -100555}}
    with service(Told(400, json.dumps(body))) as there, pytest.raises(Refused, match="-100555"):
        await Telegram(api=there.url).send(message("-5"), SECRET)


async def test_zalo_renews_its_token_once_and_keeps_the_new_one(tmp_path):
    tokens = tmp_path / "zalo.json"
    tokens.write_text('{"refresh_token": "r1"}')
    with service(Told(200, '{"error":0}')) as api, service() as oauth:
        way = Zalo(app_id="77", tokens=str(tokens), api=api.url, oauth=oauth.url)
        oauth.answers = [
            Told(200, json.dumps({"access_token": f"a{n}", "refresh_token": f"r{n + 1}", "expires_in": "90000"})) for n in (1, 2)
        ]
        await way.send(message("123"), SECRET)
        await way.send(message("123"), SECRET)
        assert len(oauth.asked) == 1
        assert oauth.asked[0].headers["secret_key"] == SECRET
        assert b"refresh_token=r1" in oauth.asked[0].body
        api.answers = [Told(200, '{"error":-216,"message":"Access token is invalid"}')]
        await way.send(message("123"), SECRET)
    assert [asked.headers["access_token"] for asked in api.asked] == ["a1", "a1", "a1", "a2"]
    assert api.asked[0].json == {"recipient": {"user_id": "123"}, "message": {"text": message().text}}
    assert json.loads(tokens.read_text())["refresh_token"] == "r3"
    assert stat.S_IMODE(tokens.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("answer", "raised"),
    [('{"error":-213,"message":"not a follower"}', Refused), ('{"error":-211,"message":"quota"}', Later), ("<html>", Later)],
)
async def test_zalo_hides_its_errors_behind_200(tmp_path, answer, raised):
    tokens = tmp_path / "zalo.json"
    tokens.write_text(json.dumps({"access_token": "a1", "refresh_token": "r1", "until": time.time() + 900}))
    with service(Told(200, answer)) as api, pytest.raises(raised):
        await Zalo(app_id="77", tokens=str(tokens), api=api.url).send(message("123"), SECRET)


async def test_two_who_renew_at_once_use_the_refresh_token_once(tmp_path):
    tokens = tmp_path / "zalo.json"
    tokens.write_text('{"refresh_token": "r1"}')
    with service(Told(200, '{"error":0}')) as api, service(Told(200, '{"access_token":"a","refresh_token":"r2"}', wait=0.3)) as oauth:
        way = Zalo(app_id="77", tokens=str(tokens), api=api.url, oauth=oauth.url)
        done = await asyncio.gather(*(way.send(message(str(n)), SECRET) for n in range(3)), return_exceptions=True)
    assert len(oauth.asked) == 1
    assert [type(one) for one in done if one] == [Later, Later]


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the server does not see that TLS at once is TLS
@pytest.mark.parametrize("at_once", [False, True], ids=["starttls", "tls"])
async def test_mail_goes_out_encrypted_with_a_login(authority, tls, at_once):
    with mailbox(tls, at_once=at_once, password=SECRET) as (box, port):
        way = Mail(
            host="127.0.0.1", port=port, sender="tinwatch@desk.example.vn", user="tinwatch", ca=str(authority.certificate),
            security="tls" if at_once else "starttls",
        )  # fmt: skip
        await way.send(message(), SECRET)
        with pytest.raises(Later, match="refuses this user") as error:
            await way.send(message(), "wrong-" + SECRET)
    assert SECRET not in str(error.value)
    [mail] = box.mails
    assert (mail["subject"], mail["to"]) == ("[NGHIÊM TRỌNG] VN-2026-000123", "lan@example.vn")
    assert mail["message-id"] == "<letter-1@desk.example.vn>"
    assert mail.get_content() == message().text + "\n"


async def test_mail_to_a_server_nobody_vouches_for_or_without_encryption_stays_here(tls):
    way = {"host": "127.0.0.1", "sender": "t@desk.example.vn", "timeout": 3}
    with mailbox(tls) as (box, port):
        with pytest.raises(Later, match=r"(?i)certificate"):
            await Mail(port=port, **way).send(message(), "")
        assert not box.mails
    with mailbox() as (box, port):
        with pytest.raises(Later, match="STARTTLS"):
            await Mail(port=port, **way).send(message(), "")
        await Mail(port=port, security="none", **way).send(message(), "")
    assert len(box.mails) == 1


async def test_a_mail_server_refuses_one_letter_or_all():
    with mailbox() as (box, port):
        way = Mail(host="127.0.0.1", port=port, sender="t@desk.example.vn", security="none")
        box.unknown = {"gone@example.vn": "550 no such user", "slow@example.vn": "451 greylisted, come again"}
        with pytest.raises(Refused, match="550 no such user"):
            await way.send(message("gone@example.vn"), "")
        with pytest.raises(Later, match="451") as error:
            await way.send(message("slow@example.vn"), "")
        assert not error.value.all
        box.answers = ["421 too many", "554 spam"]
        with pytest.raises(Later) as error:
            await way.send(message(), "")
        assert error.value.all
        with pytest.raises(Refused):
            await way.send(message(), "")


async def test_no_headline_and_no_page_name_adds_a_header():
    evil = "Vay\r\nBcc: all@example.vn\r\n\r\nbody\u2028X-Evil: 1\x00"
    with mailbox() as (box, port):
        way = Mail(host="127.0.0.1", port=port, sender="t@desk.example.vn", security="none")
        await way.send(message(subject=evil, text=evil), "")
        [mail] = box.mails
        assert (mail["bcc"], mail["x-evil"]) == (None, None)
        assert mail["subject"] == "Vay Bcc: all@example.vn body X-Evil: 1"
        with pytest.raises(Refused, match="no address"):
            await way.send(message("lan@example.vn\r\nRCPT TO:<other@example.vn>"), "")
        assert len(box.mails) == 1
