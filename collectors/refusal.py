"""Why a source did not answer, in the terms of what is to be done about it."""

from __future__ import annotations

from datetime import timedelta

from topics.watchlist import Why


class Refusal(Exception):
    """A question that a source did not answer.

    `why` says what stops and for how long (domain.md §6.1): `app` everything of this app's credential, `user` everything of this token,
    `rate` the same and a wider interval, `page` this page only, `token` the credential until a person renews it, `permission` this feature
    of the credential, `parameter` this question, never again as it stands, `blocked` the credential until a person looked, `transient`
    nothing: it is asked again at most three times, `gone` this page is not there any more, `schema` the answer is not what it used to be.
    `wait`: how long the source itself asks to be left alone. `said`: what it said, without any secret.
    """

    def __init__(self, why: Why, said: str, wait: timedelta | None = None) -> None:
        super().__init__(f"{why}: {said}")
        self.why: Why = why
        self.said = said[:300]
        self.wait = wait
