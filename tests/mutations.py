"""Mutations: small breaks of the code, each of which a test must notice.

    python tests/mutations.py            make one after the other, run its tests, undo it
    python tests/mutations.py creak      those whose name holds a word

They stand in mutations.toml. One that no test notices shows a weak test.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Mutation(NamedTuple):
    """A break of the code.

    name   what it does
    file   where
    old    what stands there, once
    new    what stands there then
    tests  files or folders under tests/ that see it, divided by spaces
    """

    name: str
    file: str
    old: str
    new: str
    tests: str


def read_mutations() -> list[Mutation]:
    """All of mutations.toml."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return [Mutation(name, **row) for name, row in table.items()]


def noticed_by(mutation: Mutation) -> str:
    """The first test that notices a mutation, "" if none does; the code is then as it was.

    RuntimeError if the tests can't be run.
    """
    path = ROOT / mutation.file
    code = path.read_text(encoding="utf-8")
    path.write_text(code.replace(mutation.old, mutation.new), encoding="utf-8")
    try:
        return first_failure(mutation)
    finally:
        path.write_text(code, encoding="utf-8")


def first_failure(mutation: Mutation) -> str:
    """The first of a mutation's tests that fails, as `noticed_by`."""
    files = [f"tests/{name}" for name in mutation.tests.split()]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *files]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return ""
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if done.returncode != 1 or not failed:
        raise RuntimeError(f"the tests of {mutation.name!r} did not run: {done.stdout[-1000:]}")
    return failed[0].split()[1]


def main() -> None:
    """Try all mutations, or those whose name holds a word."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    chosen = [mutation for mutation in read_mutations() if word in mutation.name]
    missed = 0
    for mutation in chosen:
        test = noticed_by(mutation)
        missed += not test
        sys.stdout.write(f"{mutation.name}: {test or 'NOT NOTICED'}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(chosen) - missed} of {len(chosen)} mutations are noticed\n")
    sys.exit(missed > 0)


if __name__ == "__main__":
    main()
