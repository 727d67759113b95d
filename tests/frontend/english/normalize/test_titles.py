"""Doctor or Drive, Saint or Street, Mount, Fort."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Dr. Smith", "Doctor Smith"),
        ("Dr Smith", "Doctor Smith"),
        ("dr. smith", "Doctor smith"),
        ("Elm Dr.", "Elm Drive."),
        ("5 Elm Dr. Apt 3", "five Elm Drive Apartment three"),
        ("the Dr. is in", "the Doctor is in"),
        ("HLA-DR", "H L A-D R"),
        ("12 Oak Dr. Boston", "twelve Oak Drive Boston"),
    ],
)
def test_doctor(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("St. John", "Saint John"),
        ("St John's", "Saint John's"),
        ("Main St.", "Main Street."),
        ("ST. LOUIS", "Saint LOUIS"),
        ("the ST 10", "the S T ten"),
        ("on 5 Main St. Paul said", "on five Main Street Paul said"),
    ],
)
def test_saint(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Mt. Everest", "Mount Everest"),
        ("Mt. View", "Mountain View"),
        ("MT", "M T"),
        ("Mt.", "Mount"),
        ("Ft Knox", "Fort Knox"),
        ("5 Ft Tall", "five Ft Tall"),
        ("Ft. Worth", "Fort Worth"),
    ],
)
def test_mount_and_fort(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("on sixth st. Waiting", "on sixth Street Waiting"),
        ("on Wall St Make them", "on Wall Street Make them"),
        ("Dr.H is in", "Doctor H is in"),
    ],
)
def test_streets_in_words(written, spoken):
    assert US.normalize(written) == spoken
