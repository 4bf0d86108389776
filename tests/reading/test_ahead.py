"""Reading ahead gives what reading one after the other gives, in the same order."""

import time

from agents.reading import Failed, Reading
from agents.threads import Threads
from tinwatch.reading.ahead import MOST, read_ahead
from topics.records import Page, Post

LURE = "Bạn nào muốn tăng thu nhập mỗi ngày thì kết bạn Zalo với mình, chỉ cần điện thoại và chịu khó, nạp ít thôi"
TALK = "Chợ sáng nay đông vui quá cả nhà"


def stream(count):
    for i in range(count):
        yield Post(id=f"t:{i}", kind="post", page=Page(id="t:p"), text=f"{LURE} {i}" if i % 7 == 0 else f"{TALK} {i}")


class Slow:
    """Takes its time, and fails now and then."""

    name, version = "reader", "slow"

    def __init__(self, reader):
        self.terms, self.read_ = reader.terms, reader.read

    def read(self, text: str) -> Reading:
        time.sleep(0.01)
        if text.endswith("21"):
            raise Failed("on purpose")
        return self.read_(text)


def test_the_same_assessments_in_the_same_order(assessor, reader):
    reading = assessor.reading_by(Slow(reader))
    count = MOST + 200
    threads = Threads()
    ahead = [threads.step(reading, asked)[0] for asked in read_ahead(reading, stream(count))]
    threads = Threads()
    assert ahead == [threads.assess(reading, post) for post in stream(count)]
    assert [one.id for one in ahead] == [f"t:{i}" for i in range(count)]
    assert ahead[21].unread == "failed"
    assert sum(len(one.models) == 2 for one in ahead) == len(range(0, count, 7)) - sum(f"{i}".endswith("21") for i in range(0, count, 7))


def test_who_stops_early_waits_for_nothing(assessor, reader):
    reading = assessor.reading_by(Slow(reader))
    asked = read_ahead(reading, stream(400))
    next(asked)
    start = time.monotonic()
    asked.close()
    assert time.monotonic() - start < 30
