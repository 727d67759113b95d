"""The mutations fit the code as it is."""

import pytest

from tests.mutations import ROOT, read_mutations


@pytest.mark.parametrize("mutation", read_mutations(), ids=lambda mutation: mutation.name)
def test_a_mutation_fits_the_code(mutation):
    code = (ROOT / mutation.file).read_text(encoding="utf-8")
    assert code.count(mutation.old) == 1 and mutation.new != mutation.old
    compile(code.replace(mutation.old, mutation.new), mutation.file, "exec")
    assert all((ROOT / "tests" / name).exists() for name in mutation.tests.split())
