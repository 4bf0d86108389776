"""Known pictures: the same picture is found though it was resized, compressed, cropped a little or captioned, another one is not.

Pictures are drawn here, pages of print too. Measured on them and on photographs: docs/entities.md.
"""

from __future__ import annotations

import io
import json
import random
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from PIL import Image, ImageDraw, ImageEnhance

from agents.assessor import Assessor
from agents.recycled import picture_cues
from collectors.pictures import Unreadable
from collectors.prints import fingerprint, fingerprints, printing
from enrichers.pictures import NEAR, KnownPictures, Picture
from tinwatch.cli import tinwatch
from tinwatch.pictures import Known, add, kept
from topics.records import Media, Page, Post, encode

FLOOD = date(2018, 10, 4)


def drawn(seed: int, width: int = 640, height: int = 420) -> Image.Image:
    """A picture of random shapes."""
    draw = random.Random(seed)
    image = Image.new("RGB", (width, height), tuple(draw.randint(60, 220) for _ in range(3)))
    pen = ImageDraw.Draw(image)
    for _ in range(draw.randint(15, 40)):
        x, y, w, h = draw.randint(-80, width), draw.randint(-80, height), draw.randint(30, 220), draw.randint(30, 220)
        shape = pen.ellipse if draw.random() < 0.5 else pen.rectangle
        shape([x, y, x + w, y + h], fill=tuple(draw.randint(0, 255) for _ in range(3)))
    return image


def printed(seed: int) -> Image.Image:
    """A page of print, as screenshots of documents are."""
    draw = random.Random(seed)
    image = Image.new("RGB", (600, 800), "white")
    pen = ImageDraw.Draw(image)
    for y in range(40, 760, 18):
        pen.text((30, y), " ".join("".join(draw.choices("abcdeghiklmnopqrstuvxy", k=draw.randint(2, 6))) for _ in range(10)), fill="black")
    return image


def saved(image: Image.Image, kind: str = "PNG", **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def captioned(image: Image.Image) -> Image.Image:
    image = image.copy()
    ImageDraw.Draw(image).text((40, image.height // 2), "SANG NAY O XA MINH " * 3, fill="red")
    return image


ALTERED = {
    "compressed": lambda im: saved(im, "JPEG", quality=30),
    "smaller": lambda im: saved(im.resize((im.width // 3, im.height // 3)), "JPEG", quality=60),
    "larger": lambda im: saved(im.resize((im.width * 2, im.height * 2))),
    "brighter": lambda im: saved(ImageEnhance.Brightness(im).enhance(1.2)),
    "captioned": lambda im: saved(captioned(im)),
    "cropped 4 %": lambda im: saved(im.crop((im.width // 25, im.height // 25, im.width - im.width // 25, im.height - im.height // 25))),
    "cut below": lambda im: saved(im.crop((0, 0, im.width, round(0.93 * im.height)))),
}  # fmt: skip


@pytest.fixture(scope="module")
def known() -> KnownPictures:
    return KnownPictures(Picture(FLOOD, f"drawn {seed}", fingerprints(saved(drawn(seed)))) for seed in range(12))


@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_picture_is_found_again(known: KnownPictures, how: str) -> None:
    found = [known.matches(fingerprint(ALTERED[how](drawn(seed)))) for seed in range(12)]
    assert all(len(matches) <= 1 for matches in found)
    right = [bool(matches) and matches[0].picture.source == f"drawn {seed}" for seed, matches in enumerate(found)]
    assert sum(right) >= 11


def test_other_pictures_are_not_taken_for_known_ones(known: KnownPictures) -> None:
    for seed in range(100, 140):
        assert known.matches(fingerprint(saved(drawn(seed)))) == []


def test_pages_of_print_are_told_apart() -> None:
    pages = [fingerprints(saved(printed(seed))) for seed in range(10)]
    known = KnownPictures(Picture(FLOOD, str(seed), prints) for seed, prints in enumerate(pages))
    for seed in range(10):
        assert [match.picture.source for match in known.matches(fingerprint(saved(printed(seed), "JPEG", quality=50)))] == [str(seed)]
    assert known.matches(fingerprint(saved(printed(99)))) == []


def test_a_blank_picture_has_no_fingerprint() -> None:
    blank = saved(Image.new("RGB", (300, 300), "white"))
    assert (fingerprint(blank), fingerprints(blank)) == ("", ())
    assert KnownPictures([Picture(FLOOD, "", fingerprints(saved(drawn(1))))]).matches("") == []


@pytest.mark.parametrize("content", [b"", b"no picture", saved(drawn(1))[:200]])
def test_what_is_no_picture_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Unreadable):
        fingerprint(content)


def test_a_picture_made_to_burst_memory_is_not_opened() -> None:
    with pytest.raises(Unreadable):
        fingerprint(saved(Image.new("1", (20_000, 20_000))))


@pytest.mark.parametrize("phash", ["zz", "00", "ab" * 31, "x" * 64])
def test_what_is_no_fingerprint_matches_nothing(known: KnownPictures, phash: str) -> None:
    assert known.matches(phash) == []


def posted(text: str, phash: str, *, at: datetime | None = datetime(2026, 11, 20, tzinfo=UTC), kind: str = "post") -> Post:
    media = (Media(url="other.png"), Media(url="flood.png", phash=phash))
    return Post(id="t:1", kind=kind, page=Page(id="t:p"), text=text, media=media, published_at=at)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def assessor(known: KnownPictures) -> Assessor:
    return Assessor(pictures=lambda: known)


def test_an_old_picture_with_a_claim_of_now_alerts_and_says_since_when(assessor: Assessor) -> None:
    assessment = assessor.assess(
        posted("Ảnh mới chụp sáng nay, nước ngập hết chợ rồi bà con ơi", fingerprint(ALTERED["smaller"](drawn(3))))
    )
    assert assessment.alert_codes == ("CONTEXT",)
    marks = [mark for signal in assessment.signals for mark in signal.evidence if mark.field == "media[1].url"]
    assert [(mark.start, mark.end) for mark in marks] == [(0, len("flood.png"))]
    assert "04/10/2018 (drawn 3)" in marks[0].why
    assert assessment.severity.parts["E"] == 2, "a known picture is more than words (domain.md §4.2)"


def test_an_old_picture_alone_is_a_signal_and_no_alert(assessor: Assessor) -> None:
    assessment = assessor.assess(posted("Thương bà con vùng lũ", fingerprint(saved(drawn(3)))))
    assert [(signal.code, signal.alert) for signal in assessment.signals] == [("CONTEXT", False)]
    assert assessment.alert_codes == ()
    assert assessment.signals[0].score <= 0.5


def test_an_old_picture_shown_as_a_memory_is_nothing(assessor: Assessor) -> None:
    assert assessor.assess(posted("Ngày này năm xưa, đăng lại tấm kỷ niệm", fingerprint(saved(drawn(3))))).signals == ()


def test_the_same_words_without_the_picture_are_nothing(assessor: Assessor) -> None:
    text = "Ảnh mới chụp sáng nay, nước ngập hết chợ rồi bà con ơi"
    for post in (posted(text, fingerprint(saved(drawn(500)))), posted(text, "")):
        assert assessor.assess(post).alert_codes == ()


@pytest.mark.parametrize(
    ("at", "old"), [(datetime(2018, 10, 9, tzinfo=UTC), False), (datetime(2018, 10, 11, tzinfo=UTC), True), (None, False)]
)
def test_a_picture_must_be_a_week_older_than_a_post_whose_day_is_known(known: KnownPictures, at: datetime | None, old: bool) -> None:
    post = posted("", fingerprint(saved(drawn(3))), at=at)
    assert bool(picture_cues(post, lambda: known)) is old


def test_the_earliest_day_stands_and_running_workers_see_it(tmp_path) -> None:
    file = tmp_path / "home" / "pictures.sqlite"
    now = Known(file)
    assert len(now.current()) == 0
    prints = fingerprints(saved(drawn(1)))
    assert add(file, [Picture(date(2020, 5, 1), "later", prints)]) == 1
    assert add(file, [Picture(FLOOD, "earlier", prints), Picture(date(2021, 1, 1), "latest", prints)]) == 1
    assert kept(file) == [Picture(FLOOD, "earlier", prints)]
    assert [match.picture.source for match in now.current().matches(prints[0])] == ["earlier"]


def test_commands_index_match_and_hash(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TINWATCH_HOME", str(tmp_path / "home"))
    folder = tmp_path / "pictures"
    folder.mkdir()
    for seed in (1, 2, 3):
        (folder / f"{seed}.png").write_bytes(saved(drawn(seed)))
    (folder / "broken.jpg").write_bytes(b"no")
    run = CliRunner().invoke
    assert run(tinwatch, ["media", "index", str(folder / "1.png")]).exit_code == 2, "a file does not tell since when it is public"
    done = run(tinwatch, ["media", "index", str(folder / "1.png"), str(folder / "broken.jpg"), "--seen", "2018-10-04", "--source", "báo"])
    assert (done.exit_code, "1 known" in done.stdout) == (1, True)
    assert "broken.jpg" in done.stderr
    posts = tmp_path / "posts.jsonl"
    given = {"page": Page(id="p", name="Trang"), "text": "", "published_at": datetime(2019, 1, 1, tzinfo=UTC)}
    lines = [
        Post(id="a", kind="post", media=(Media(url="2.png"), Media(url="../posts.jsonl")), **given),
        Post(id="b", kind="comment", media=(Media(url="3.png"),), **given),
    ]
    posts.write_bytes(b"\n".join(map(encode, lines)))
    assert "2 known" in run(tinwatch, ["media", "index", str(posts), "--media", str(folder)]).stdout
    matched = [json.loads(line) for line in run(tinwatch, ["media", "match", *map(str, sorted(folder.glob("?.png")))]).stdout.splitlines()]
    assert [[m["source"] for m in one["matches"]] for one in matched] == [["báo"], ["Trang"], []], "no private person's picture is kept"
    hashed = run(tinwatch, ["media", "hash", str(posts), "--media", str(folder)])
    first = json.loads(hashed.stdout.splitlines()[0])
    assert first["media"][0]["phash"] == fingerprint(saved(drawn(2)))
    assert hashed.exit_code == 1
    assert "not below" in hashed.stderr


def test_no_picture_outside_the_folder_is_read(tmp_path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.png").write_bytes(saved(drawn(1)))
    post, failed = printing(posted("", ""), tmp_path / "in")
    assert len(failed) == 2
    outside = Post(id="x", kind="post", page=Page(id="p"), text="", media=(Media(url="../out.png"), Media(url="https://a.example/b.png")))
    post, failed = printing(outside, tmp_path / "in")
    assert [media.phash for media in post.media] == ["", ""]
    assert len(failed) == 1


def test_the_limit_lies_between_what_is_the_same_and_what_is_not() -> None:
    assert 16 < NEAR < 60
