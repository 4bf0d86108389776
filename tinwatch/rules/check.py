"""Rule packs from files and folders: all that is well, and everything that is wrong with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from agents.assessor import Assessor
from agents.rules import Rules
from tinwatch.rules.lint import complaints
from tinwatch.rules.pack import in_force
from tinwatch.rules.proof import pattern_complaints, rule_complaints
from tinwatch.rules.reading import Problem, Source, read

ENDINGS = (".yaml", ".yml")

TRIAL = "trial"
"""The folder in the folder of rules whose packs are on trial: they look at every post, and what they would alert on is only noted."""


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The packs that these paths name: files as they are, of a folder its YAML files by name. OSError as from reading a folder."""
    found = []
    for path in paths:
        found += sorted(p for p in path.iterdir() if p.suffix in ENDINGS and not p.name.startswith(".")) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


class Checker:
    """Checks packs against the detectors of one assessor."""

    def __init__(self, assessor: Assessor) -> None:
        self.assessor = assessor.having(None)

    @cached_property
    def _families(self) -> frozenset[str]:
        return frozenset(family for family, _ in self.assessor.patterns)

    def check(self, file: Path, taken: Iterable[str] = (), raw: bytes | None = None) -> tuple[Source | None, list[Problem]]:
        """The pack of a file, or what is wrong with it; `taken` are the names of the other packs.

        What can be told without running it is told first: only a pack without such faults is run.
        """
        source = read(file, raw)
        if isinstance(source, Problem):
            return None, [source]
        found = list(complaints(source, self._families, {*taken, *(judge.name for judge in self.assessor.judges)}))
        found = found or list(pattern_complaints(source)) or list(rule_complaints(source, self.assessor))
        return (None if found else source), sorted(set(found), key=lambda problem: (problem.line, problem.reason))

    def check_all(self, files: Sequence[Path]) -> tuple[list[Source], list[Problem]]:
        """Every file in turn; of two packs of one name the second is refused."""
        good: list[Source] = []
        bad: list[Problem] = []
        for file in files:
            source, problems = self.check(file, [one.pack.pack for one in good])
            good += [source] if source else []
            bad += problems
        return good, bad

    def check_folder(self, folder: Path) -> tuple[list[Source], list[Problem]]:
        """The packs that lie in a folder; none where there is no such folder. OSError as from reading it."""
        return self.check_all(files_in([folder]) if folder.is_dir() else [])

    def armed(self, sources: Sequence[Source], trial: Sequence[Source] = ()) -> Assessor:
        """The assessor with these packs in force, and those on trial."""
        rules = (Rules([in_force(source.pack) for source in some]) if some else None for some in (sources, trial))
        return self.assessor.having(*rules)
