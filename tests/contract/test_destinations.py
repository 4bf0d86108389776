"""What every destination promises. A file dropped into channels/destinations is held to it without being named here."""

from __future__ import annotations

import unicodedata
from typing import get_args

import pytest

from channels import portal
from channels.destination import Destination, known
from detectors.denied import PERSONS, denied
from topics.cases import CaseVerdict, Finding, Packet

NEVER = {"UNPROVEN", "TRUE", "SATIRE", "OPINION", "NOT_CHECKABLE"}
every = pytest.mark.parametrize("destination", known().values(), ids=list(known()))


def test_those_of_the_first_release_are_there() -> None:
    assert known().keys() >= {"vafc", "ncsc", "moit", "health", "abei", "platform", "other"}


@every
def test_it_says_what_it_takes(destination: Destination) -> None:
    assert destination.types
    assert destination.types <= set(get_args(Packet))
    assert destination.verdicts
    assert destination.verdicts <= set(get_args(CaseVerdict)) - NEVER


@every
def test_its_form_asks_for_what_a_packet_has(destination: Destination) -> None:
    labels = [label for label, _ in destination.form]
    assert len(labels) == len(set(labels)) > 3
    assert {source for _, source in destination.form} <= portal.SOURCES.keys()
    assert {"urls", "summary"} <= {source for _, source in destination.form}


@every
def test_it_writes_vietnamese_and_aims_at_no_viewpoint_and_no_person(destination: Destination) -> None:
    words = [destination.title, destination.letter, *(label for label, _ in destination.form)]
    assert all(unicodedata.is_normalized("NFC", one) and one.strip() == one for one in words)
    assert list(denied(words)) == []
    assert not {source for _, source in destination.form} & set(PERSONS)
    assert destination.letter.endswith(".")
    assert "đề nghị" in destination.letter.lower()


@every
def test_no_address_that_ships_counts_as_verified(destination: Destination) -> None:
    assert destination.address.verified == ""


@every
def test_its_own_classification_takes_what_it_accepts_or_says_which_field(destination: Destination) -> None:
    if destination.classified is None:
        return
    for verdict in sorted(destination.verdicts):
        findings = [Finding(verdict=verdict, field=field) for field in range(10)]
        assert [finding for finding in findings if fits(destination, finding)], verdict


def fits(destination: Destination, finding: Finding) -> bool:
    assert destination.classified
    try:
        return bool(destination.classified(finding))
    except ValueError as error:
        if str(error) != "field":
            raise
        return False
