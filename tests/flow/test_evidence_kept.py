"""What one capture keeps, in a real folder with a real index, and that whatever changes in that folder is named."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from press_site import Answer, article, press_site

from collectors.captures import Captures
from enrichers.fold import canon
from search.sqlite import SqliteIndex
from tinwatch.evidence.cabinet import Cabinet, Made
from tinwatch.evidence.checking import problems
from tinwatch.evidence.making import Sources, make
from topics.cases import Captured
from topics.records import Article, Assessed, Assessment, Media, Page, Post

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
POST = Post(id="fb:1", kind="post", page=Page(id="p"), text="Một\nHai", url="https://www.facebook.com/1")


def document(post: Post = POST, at: datetime = NOON) -> Assessed:
    return Assessed(post=post, assessment=Assessment(id=post.id), at=at, collected_at=at)


@pytest.fixture
async def index(tmp_path: Path):
    made = SqliteIndex(tmp_path / "index.sqlite", canon)
    await made.open()
    yield made
    await made.close()


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    return Cabinet(tmp_path / "evidence")


async def taken(index: SqliteIndex, cabinet: Cabinet, given: Assessed | None, pages: Captures | None = None) -> Captured | None:
    """Bring this version of the post in and capture it."""
    if given is not None:
        assert not await index.put_documents([given])
    media = cabinet.root.with_name("media")
    made = await make(POST.id, tuple(cabinet.kept("a-1")), cabinet, Sources(index, media, pages), NOON)
    return cabinet.keep("a-1", "VN-2026-000001", made, None) if made else None


async def test_what_the_index_does_not_have_waits(index: SqliteIndex, cabinet: Cabinet) -> None:
    assert await taken(index, cabinet, None) is None
    assert not cabinet.root.exists()


async def test_same_edited_unknown(index: SqliteIndex, cabinet: Cabinet) -> None:
    hour = timedelta(hours=1)
    states = [await taken(index, cabinet, document())]
    states.append(await taken(index, cabinet, None))
    states.append(await taken(index, cabinet, document(at=NOON + hour)))
    states.append(await taken(index, cabinet, document(replace(POST, text="Một\nBa"), NOON + 2 * hour)))
    states.append(await taken(index, cabinet, document(replace(POST, text="Một\nBa"), NOON + 3 * hour)))
    states.append(await taken(index, cabinet, document(replace(POST, text="Một\nBa", links=("https://a.vn/",)), NOON + 4 * hour)))
    assert [one.state for one in states] == ["first", "unknown", "same", "edited", "same", "edited"]
    told = (cabinet.content(states[3], "diff.txt") or b"").decode()
    assert told.splitlines()[-2:] == ["-Hai", "+Ba"]
    assert states == cabinet.kept("a-1"), "told again, the same"


async def test_pictures_that_the_collector_kept(index: SqliteIndex, cabinet: Cabinet) -> None:
    folder = cabinet.root.with_name("media")
    folder.mkdir()
    Image.linear_gradient("L").save(folder / "a.png")
    (folder.parent / "secret.png").write_bytes(b"secret")
    urls = ("a.png", "../secret.png", "/etc/passwd", "none.png", "https://cdn.example/x.jpg")
    one = await taken(index, cabinet, document(replace(POST, media=tuple(Media(url=url) for url in urls))))
    assert sorted(file.name for file in (cabinet.root / one.path / "media").iterdir()) == ["1.png"]
    assert cabinet.content(one, "media/1.png") == (folder / "a.png").read_bytes()
    facts = json.loads(cabinet.content(one, "manifest.json"))["facts"]
    assert len(facts["phash:media/1.png"]) == 64


async def test_whose_pages_are_fetched(index: SqliteIndex, cabinet: Cabinet) -> None:
    with press_site() as site:
        site.pages |= {f"/{n}": Answer(article(), times=9) for n in "abcdef"} | {
            "/p.jpg": Answer(b"\xff\xd8", headers={"content-type": "image/jpeg"})
        }
        links = ("https://m.facebook.com/x", "javascript:alert(1)", *(f"{site.url}/{n}" for n in "bcdef"))
        shown = replace(
            POST, url=f"{site.url}/a", links=links, article=Article(url=f"{site.url}/b"), media=(Media(url=f"{site.url}/p.jpg"),)
        )
        async with Captures(pace=0.0, inside=True) as pages:
            await taken(index, cabinet, document(replace(shown, kind="comment")), pages)
            assert site.asked == [], "others' words stand around a comment"
            one = await taken(index, cabinet, document(shown, NOON + timedelta(hours=1)), pages)
            assert sorted(set(site.asked)) == ["/a", "/b", "/c", "/d", "/p.jpg", "/robots.txt"]
            assert (one.method, one.url) == ("page", f"{site.url}/a")
            site.pages["/a"] = Answer(
                article(paragraphs=("Thư viện đóng cửa đến hết tháng sau vì chưa sửa xong mái nhà và hệ thống điện của tầng hai.",) * 3)
            )
            two = await taken(index, cabinet, None, pages)
            assert two.state == "edited", "its own page says something else"
            assert b"+Th\xc6\xb0 vi\xe1\xbb\x87n \xc4\x91\xc3\xb3ng" in (cabinet.content(two, "diff.txt") or b"")
            assert (await taken(index, cabinet, None, pages)).state == "same"
            del site.pages["/a"]
            assert (await taken(index, cabinet, None, pages)).state == "removed"


def test_whatever_changes_is_named(cabinet: Cabinet) -> None:
    for hour, case in enumerate(("a-1", "a-1", "../b")):
        at = NOON + timedelta(hours=hour)
        made = Made(post="p", at=at, state="first", method="api", url="", files={"record.json": b"{}", "media/1.png": b"x"}, facts={})
        one = cabinet.keep(case, "VN-2026-000001", made, None)
    known = {case: cabinet.kept(case) for case in ("a-1", "../b")}
    assert list(problems(cabinet, known=known)) == []
    assert all(cabinet.root in folder.parents for folder in cabinet.cases())
    place, spare = cabinet.root, cabinet.root.with_name("spare")
    shutil.copytree(place, spare)

    def found(change) -> list[str]:
        change()
        told = list(problems(cabinet, known=known))
        shutil.rmtree(place)
        shutil.copytree(spare, place)
        return told

    log = (place / "a-1/chain.jsonl").read_bytes()
    assert found(lambda: (place / "a-1/2/media/1.png").write_bytes(b"y")) == ["a-1/2/media/1.png: was changed"]
    assert found(lambda: (place / "a-1/2/media/1.png").unlink()) == ["a-1/2/media/1.png: is missing"]
    assert found(lambda: (place / "a-1/2/more").write_bytes(b"")) == ["a-1/2/more: was added"]
    assert found(lambda: (place / "a-1/2/manifest.json").write_bytes(b"{}"))[0] == "a-1/2/manifest.json: was changed"
    assert found(lambda: shutil.rmtree(place / "a-1/2"))[0] == "a-1/2: is missing"
    assert found(lambda: shutil.rmtree(place / "a-1"))[0] == "a-1/1: is missing, the case tells of it"
    assert found(lambda: shutil.copytree(place / "a-1/2", place / "a-1/3")) == ["a-1/3: chain.jsonl does not tell of it"]
    assert found(lambda: (place / "a-1/chain.jsonl").write_bytes(log.replace(b"first", b"same_"))) == [
        "a-1/chain.jsonl: line 1 does not follow from the line before"
    ]
    assert (
        found(lambda: (place / "a-1/chain.jsonl").write_bytes(log.split(b"\n")[0] + b"\n"))[0] == "a-1/2: chain.jsonl does not tell of it"
    )
    everything = (place / "chain.jsonl").read_bytes()
    assert found(lambda: (place / "chain.jsonl").write_bytes(everything[everything.index(b"\n") + 1 :]))[0].startswith(
        "chain.jsonl: line 1"
    )
    assert found(lambda: (place / "chain.jsonl").write_bytes(everything[: everything.index(b"\n") + 1])) == [
        "a-1/2: chain.jsonl of all cases does not tell of it", f"{Path(one.path).parent}/1: chain.jsonl of all cases does not tell of it",
    ]  # fmt: skip
