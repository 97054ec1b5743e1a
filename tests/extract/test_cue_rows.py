"""Every row of the cue and word tables does what it says in a sentence made for it."""

from collections.abc import Callable

from pipeline.extract.lexicon import head_classes, rows, word_classes
from pipeline.extract.reading import read
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary


def test_every_cue_is_read_in_a_sentence(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    cues = [(row[0], row[1]) for row in rows("cues.tsv")]
    reading = read(write("\n".join(f"Brimley {phrase} zorbs." for _, phrase in cues)), vocabulary)
    by_line: dict[int, list[tuple[str, str]]] = {}
    for sentence in reading.sentences:
        for cue in sentence.cues:
            by_line.setdefault(sentence.line, []).append((cue.name, " ".join(reading.words[cue.first : cue.last])))
    missed = [
        (name, phrase)
        for line, (name, phrase) in enumerate(cues)
        if not any(n == name for n, _ in by_line.get(line, ()))
    ]
    assert missed == []


def test_no_word_has_two_classes_and_every_class_is_known() -> None:
    for table, classes in (("words.tsv", word_classes()), ("heads.tsv", head_classes())):
        stated = [(word, name) for name, words in rows(table) for word in set(words.split())]
        assert [pair for pair in stated if classes[pair[0]] != pair[1]] == [], table
