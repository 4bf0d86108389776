"""Planted groups of pages are found whole among 700, and nothing else is: not what went viral, not an agency's papers, not two sisters."""

from __future__ import annotations

import random

import pytest

from alerts.coordination import MOST_SHARES, Coordination, Share

WEEKS = 1_100_000
"""Seconds over which the things of these worlds are pushed: nearly 13 days."""

Pushed = tuple[str, Share]


class World:
    """Who pushed what when, on 700 pages."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.pages = [f"fb:{i}" for i in range(700)]
        self.pushed: list[Pushed] = []
        self.planted: list[tuple[str, ...]] = []

    def push(self, thing: str, page: str, at: float) -> None:
        self.pushed.append((thing, Share(int(at), page, f"x{len(self.pushed)}")))

    def viral(self, things: int, delay: float = 9000) -> World:
        """Each thing is shared by 5 to 60 pages, delays exponential around `delay` seconds."""
        for k in range(things):
            start = self.rng.randrange(WEEKS)
            for page in self.rng.sample(self.pages, self.rng.randint(5, 60)):
                self.push(f"viral/{k}", page, start + min(self.rng.expovariate(1 / delay), 80_000))
        return self

    def group(self, size: int, things: int, jitter: int) -> World:
        """Pages that push each of these things within `jitter` seconds, three quarters of them or more each time."""
        first = 10 + sum(map(len, self.planted))
        pages = self.pages[first : first + size]
        self.planted.append(tuple(sorted(pages)))
        for k in range(things):
            start = self.rng.randrange(WEEKS)
            for page in self.rng.sample(pages, self.rng.randint(max(3, size * 3 // 4), size)):
                self.push(f"group{first}/{k}", page, start + self.rng.randint(0, jitter))
        return self

    def agency(self, papers: int = 15, things: int = 300, delay: float = 1800) -> World:
        """Papers that print the same agency: each takes half of its pieces, about `delay` seconds after it."""
        for k in range(things):
            start = self.rng.randrange(WEEKS)
            for page in self.pages[400 : 400 + papers]:
                if self.rng.random() < 0.5:
                    self.push(f"agency/{k}", page, start + self.rng.expovariate(1 / delay))
        return self

    def sisters(self, things: int = 200) -> World:
        """A page that shares whatever its sister posts, at once."""
        for k in range(things):
            start = self.rng.randrange(WEEKS)
            self.push(f"own/{k}", "fb:500", start)
            self.push(f"own/{k}", "fb:501", start + self.rng.randint(1, 20))
        return self

    def found(self) -> list[tuple[str, ...]]:
        held = Coordination()
        for thing, share in sorted(self.pushed, key=lambda pushed: pushed[1].at):
            held.add(thing, share)
        return sorted(group.pages for group in held.groups())


@pytest.mark.parametrize("seed", range(8))
def test_three_groups_of_twelve_among_what_went_viral(seed):
    """The world of the acceptance: 50 viral things, 8 things a group within 200 s."""
    world = World(seed).viral(50).group(12, 8, 200).group(12, 8, 200).group(12, 8, 200)
    assert world.found() == sorted(world.planted)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("groups", [[(3, 6, 20)], [(6, 10, 60), (4, 10, 30), (30, 8, 300)], [(12, 12, 600)], [(12, 20, 1200)]], ids=str)
def test_groups_of_other_sizes_and_paces(seed, groups):
    world = World(seed).viral(50)
    for group in groups:
        world.group(*group)
    assert world.found() == sorted(world.planted)


@pytest.mark.parametrize("seed", range(4))
def test_agencies_and_sisters_are_no_groups(seed):
    world = World(seed).viral(50).group(12, 8, 200).agency().sisters()
    assert world.found() == world.planted


@pytest.mark.parametrize("seed", range(3))
def test_without_anything_viral_to_compare_with(seed):
    world = World(seed).group(12, 8, 200).group(5, 6, 60)
    assert world.found() == sorted(world.planted)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("delay", [600, 9000])
def test_what_goes_viral_fast_and_often_ties_nobody(seed, delay):
    assert World(seed).viral(200, delay).found() == []


@pytest.mark.parametrize("delay", [900, 1800, 7200])
def test_papers_of_an_agency_alone_are_no_group(delay):
    assert World(1).agency(delay=delay).found() == []


def test_once_or_twice_together_is_chance():
    assert World(1).viral(50).group(12, 2, 10).found() == []


def test_one_thing_pushed_again_and_again_is_one_thing():
    world = World(1)
    for n in range(20):
        for page in world.pages[:6]:
            world.push("brand.vn", page, n * 50_000 + world.rng.randrange(10))
    assert world.found() == []


def test_a_post_with_an_address_and_a_copied_text_is_one_push():
    held = Coordination()
    for k in range(2):
        for page in ("a", "b", "c"):
            for thing in (f"x.vn/{k}", f"copy {k}"):
                held.add(thing, Share(k * 90_000, page, f"{page}{k}"))
    assert held.groups() == []


def test_taking_everything_out_again_leaves_nothing():
    world = World(3).viral(30).group(12, 8, 200).agency(things=40)
    held = Coordination()
    for thing, share in world.pushed:
        held.add(thing, share)
    assert held.groups()
    world.rng.shuffle(world.pushed)
    for thing, share in world.pushed[200:]:
        held.remove(thing, share)
    rest = Coordination()
    for thing, share in sorted(world.pushed[:200]):
        rest.add(thing, share)
    assert vars(held) == vars(rest)
    for thing, share in world.pushed[:200]:
        held.remove(thing, share)
    assert vars(held) == vars(Coordination())


def test_a_famous_thing_is_bounded():
    held = Coordination()
    for n in range(MOST_SHARES + 50):
        held.add("famous.vn", Share(n * 3000, f"fb:{n}", f"x{n}"))
    assert len(held._shares["famous.vn"]) == MOST_SHARES
