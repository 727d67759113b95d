"""The pronunciation of each reading of a homograph."""

from frontend.english.training.readings import spoken_readings

HEAD = "homograph\twordid\tlabel\tpronunciation\n"


def test_espeak_has_the_readings(tmp_path):
    path = tmp_path / "wordids.tsv"
    rows = (
        "record\trecord_nou\tnoun\t'ɹɛkɚd\n"
        "record\trecord_vrb\tverb\tɹɪ'kɔɹd\n"
        "bass\tbass_fish\tfish\t'bæs\n"
        "bass\tbass_corp\tmusic\t'beɪs\n"
    )
    path.write_text(HEAD + rows, encoding="utf-8")
    readings = spoken_readings(path)
    noun, verb = readings["record"]
    assert (noun.label, verb.label) == ("=noun", "=verb")
    assert (noun.phonemes["en-us"], verb.phonemes["en-us"]) == ("ɹˈɛkəɹd", "ɹᵻkˈɔɹd")
    assert noun.phonemes["en-gb"] == "ɹˈɛkɔːd"
    fish, music = readings["bass"]
    assert (fish.label, music.label) == ("=bass_fish", "=bass_corp")
    # espeak-ng has one of them only; the other is the dictionary's
    assert (fish.phonemes["en-us"], music.phonemes["en-us"]) == ("bˈæs", "bˈAs")
    assert (fish.phonemes["en-gb"], music.phonemes["en-gb"]) == ("bˈas", "bˈAs")
