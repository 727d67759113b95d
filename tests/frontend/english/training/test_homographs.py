"""Training of the homograph model."""

from frontend.english.pronunciation import homographs
from frontend.english.training import homographs as training


def test_training_learns_and_writes_what_is_read(tmp_path):
    readings = {
        "bow": [
            homographs.Reading(name, label, {"en-us": tokens, "en-gb": tokens})
            for name, label, tokens in (("knot", "=noun", "bˈO"), ("bend", "=verb", "bˈW"))
        ]
    }
    sentences = [
        ("tie a bow", "knot"),
        ("you must bow", "bend"),
        ("wear a bow", "knot"),
        ("they must bow", "bend"),
    ] * 3
    examples = [
        training.Example("bow", name, list(homographs.features(text.split(), 2)), False)
        for text, name in sentences
    ]
    model = training.train_perceptrons(readings, examples)
    assert training.accuracy(model, examples) == (100, 100, 100)
    assert homographs.disambiguate(["we", "must", "bow"], 2, model).name == "bend"
    assert homographs.disambiguate(["wear", "a", "hat"], 2, model) is None
    training.write_model(model, tmp_path / "model.gz")
    first = (tmp_path / "model.gz").read_bytes()
    training.write_model(model, tmp_path / "model.gz")
    assert (tmp_path / "model.gz").read_bytes() == first


def test_wikipedia_and_everyday_sentences_are_judged_apart():
    readings = {
        "bow": [homographs.Reading("knot", "=noun", {}), homographs.Reading("bend", "", {})]
    }
    examples = [
        training.Example("bow", name, [f"+1{word}"], held, everyday)
        for name, word in (("knot", "tie"), ("bend", "low"))
        for held, everyday in ((False, False), (False, True), (True, False), (True, True))
    ]
    results = training.held_out(readings, [*examples, *examples[:4]])
    assert [(result.of, result.size) for result in results] == [("Wikipedia", 3), ("everyday", 3)]
    assert all(result.accuracy.sentences == 100 for result in results)
