"""The gate before the reader: nearly all that deserves an alert passes, as measured by the benchmark on models that had not seen it."""

import numpy as np

from agents.gate import LEAST, SHORT, SURE, worth_reading
from agents.learned import Opinion
from agents.sites import SITES
from tinwatch.learning.samples import WRITTEN, samples


def said(probability):
    return Opinion(probability, True, "NONE", "JOB", tuple)


def test_what_a_detector_saw_is_read_and_what_nobody_was_asked_about_is_not():
    assert [worth_reading(said(p), (), SHORT) for p in (LEAST, LEAST - 1e-9, 0.0, 1.0)] == [True, False, False, True]
    assert [worth_reading(said(p), (), SHORT - 1) for p in (LEAST, SURE)] == [False, True]
    assert worth_reading(said(0.0), [object()], 40)
    assert not worth_reading(None, [object()], 400)


def test_nearly_every_labelled_alert_reaches_the_reader(assessor, reader):
    """In service, so by a linear model that knows most of these; `python -m benchmarks reader` measures it by folds."""
    reading, reached = assessor.reading_by(reader), []
    for sample in samples(WRITTEN):
        if sample.alert:
            asked = reading.look_at(sample.post)
            look = asked.seen.look
            reached.append(bool(asked.text) or (look is not None and not SITES.isdisjoint(look.groups)))
    assert np.mean(reached) >= 0.99
