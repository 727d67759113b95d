"""<say-as> in English."""

import pytest

from frontend import Frontend
from frontend.english.say_as import READERS
from frontend.ssml.say_as import CLASSES, SPELLED_CLASSES

US = Frontend("en-us")


def read(inside, **more):
    return list(US.ssml(f"<speak>{inside}</speak>", **more))


def spoken(inside):
    return " ".join(utterance.spoken for utterance in read(inside))


@pytest.mark.parametrize(
    "kind, text, form, said",
    [
        ("characters", "A1b!", "", "A one B exclamation mark"),
        ("spell-out", "cat", "", "C A T"),
        ("cardinal", "1984", "", "one thousand nine hundred eighty-four"),
        ("cardinal", "XIV", "", "fourteen"),
        ("number", "-2.5", "", "minus two point five"),
        ("ordinal", "21", "", "twenty-first"),
        ("ordinal", "VIII", "", "eighth"),
        ("digits", "1984", "", "one nine eight four"),
        ("fraction", "3/4", "", "three quarters"),
        ("fraction", "2+1/2", "", "two and a half"),
        ("telephone", "2125550123", "1", "plus one, two one two five five five zero one two three"),
        ("telephone", "555-0123", "", "five five five, zero one two three"),
        ("date", "3/4/2020", "dmy", "the third of April, twenty twenty"),
        ("date", "3/4/2020", "mdy", "March fourth, twenty twenty"),
        ("date", "20200403", "yyyymmdd", "April third, twenty twenty"),
        ("date", "4/2020", "my", "April, twenty twenty"),
        ("date", "1984", "y", "nineteen eighty-four"),
        ("date", "Jan 5, 2024", "", "January fifth, twenty twenty-four"),
        ("time", "14:30", "hms24", "fourteen thirty"),
        ("time", "2:30pm", "hms12", "two thirty P M"),
        ("time", "1'21\"", "", "one minute twenty-one seconds"),
        ("duration", "1:02:03", "", "one hour two minutes three seconds"),
        ("duration", "90s", "", "ninety seconds"),
        ("currency", "$5", "", "five dollars"),
        ("unit", "5 km", "", "five kilometers"),
        ("address", "221B Baker St.", "", "two twenty-one B Baker Street."),
        ("expletive", "darn", "", "bleep"),
        ("cardinal", "no number", "", "no number"),
        ("date", "99/99", "md", "ninety-nine ninety-ninths"),
    ],
)
def test_say_as(kind, text, form, said):
    inside = text.replace('"', "&quot;")
    assert (
        spoken(f'It: <say-as interpret-as="{kind}" format="{form}">{inside}</say-as> is it')
        == f"It {said} is it"
    )


def test_lone_letter_is_no_article():
    assert "ˈA" in read('the <say-as interpret-as="characters">a</say-as> word')[0].phoneme_string


def test_every_class_is_read():
    assert set(READERS) | SPELLED_CLASSES == CLASSES


def test_signs_have_names():
    assert spoken('<say-as interpret-as="characters">a-b/c§</say-as>') == (
        "A dash B slash C section"
    )
