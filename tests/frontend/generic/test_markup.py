"""Each rule's own example and counter-example, in German."""

import pytest

from frontend import Frontend
from frontend.generic.markup import RULES

FRONT = Frontend("de")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_reads_its_example_and_leaves_its_counterexample(rule):
    for (written, spoken), fires in ((rule.example, True), (rule.counter, False)):
        assert FRONT.normalize(written) == spoken
        assert (rule.name in {trace.rule for trace in FRONT.explain(written)}) == fires
