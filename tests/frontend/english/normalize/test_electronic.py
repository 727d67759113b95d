"""Addresses of the net, files and paths."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("https://example.org", "H T T P S colon slash slash example dot org"),
        (
            "http://a-b.co.uk/x?y=1",
            "H T T P colon slash slash A dash B dot co dot U K slash X question mark Y equals one",
        ),
        ("www.example.com", "W W W dot example dot com"),
        ("example.com/docs", "example dot com slash docs"),
        ("ftp://x.org", "F T P colon slash slash X dot org"),
        ("file:///etc", "file colon slash slash slash etc"),
    ],
)
def test_urls(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("info@example.com", "info at example dot com"),
        (
            "j.doe_99@mail.example.co.uk",
            "J dot doe underscore nine nine at mail dot example dot co dot U K",
        ),
    ],
)
def test_email(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("report.pdf", "report dot P D F"),
        ("a.tar.gz", "A dot tar dot G Z"),
        ("notes.txt", "notes dot T X T"),
        ("a .zip file", "a dot zip file"),
        ("song.mp3", "song dot M P three"),
        ("Main.java", "Main dot java"),
        (".NET", "dot NET"),
    ],
)
def test_files(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("/etc/hosts", "slash etc slash hosts"),
        ("~/notes.txt", "tilde slash notes dot T X T"),
        ("C:\\Users\\bob", "C colon backslash Users backslash bob"),
        ("a / b", "a / b"),
        ("and/or", "and or"),
    ],
)
def test_paths(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("@jane", "at jane"),
        ("@jane_doe", "at jane underscore doe"),
        ("#ThrowbackThursday", "hashtag Throwback Thursday"),
        ("#100Days", "hashtag one hundred Days"),
        ("#Rome2024", "hashtag Rome twenty twenty-four"),
        ("# 4", "number four"),
        ("@ home", "at home"),
    ],
)
def test_handles_and_hashtags(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("localhost:3000", "localhost colon three thousand"),
        ("localhost:3000/docs", "localhost colon three thousand slash docs"),
        ("192.168.0.1", "one nine two dot one six eight dot zero dot one"),
        (
            "192.168.0.1:8080",
            "one nine two dot one six eight dot zero dot one colon eight zero eight zero",
        ),
        ("10.0.0.0/8", "one zero dot zero dot zero dot zero slash eight"),
        ("2001:db8::1", "two zero zero one colon D B eight colon colon one"),
        ("300.1", "three hundred point one"),
    ],
)
def test_hosts(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("The end.So it is", "The end.So it is"),
        ("e.g. this", "for example this"),
    ],
)
def test_no_addresses(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("He left.No one saw", "He left.No one saw"),
        ("see example.it now", "see example dot I T now"),
    ],
)
def test_everyday_writing(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("at 40 m.p.h. now", "at forty miles per hour now"),
        ("open main.c now", "open main dot C now"),
    ],
)
def test_letters_with_dots_are_no_file(written, spoken):
    assert US.normalize(written) == spoken
