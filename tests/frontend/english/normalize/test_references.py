"""References to pages, numbers and sections."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("No. 5", "Number five"),
        ("no. 5", "number five"),
        ("NO 88", "number eighty-eight"),
        ("Nos. 5 and 6", "numbers five and six"),
        ("No 5", "No five"),
        ("School No 5", "School Number five"),
        ("in no 5", "in no five"),
        ("no.5", "number five"),
        ("# 14", "number fourteen"),
        ("#14", "number fourteen"),
    ],
)
def test_numbers(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("CASE NO.", "CASE number."),
        ("Account No.: 5", "Account Number: five"),
        ("In any case no.", "In any case no."),
    ],
)
def test_number_at_the_end(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("p. 55", "page fifty-five"),
        ("pp. 12-15", "pages twelve to fifteen"),
        ("pp. iv-xii", "pages four to twelve"),
        ("p. iv", "page four"),
        ("at 5 p. in", "at five p. in"),
    ],
)
def test_pages(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("§ 5", "section five"),
        ("§§ 5-6", "sections five to six"),
        ("Art. 5", "Article five"),
        ("paras. 3-4", "paragraphs three to four"),
        ("Appx. B", "Appendix B"),
        ("Op. 27", "Opus twenty-seven"),
        ("Rev. 2.3", "Revision two point three"),
        ("Rev. Lee", "Reverend Lee"),
    ],
)
def test_parts(written, spoken):
    assert US.normalize(written) == spoken
