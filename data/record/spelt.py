"""Every name on record, taken apart for finding: by its words, their spelling, and how rare they are.

Made once for a version of the record and used by every thread that reads: nothing in it changes after it was made.
"""

from __future__ import annotations

import math
import threading
from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler
from sqlite_utils import Database

from data.folding import skeleton
from data.record.reading import Clock, known

Scorer = Callable[..., float]
SAME: Scorer = JaroWinkler.normalized_similarity

KEPT = 4
"""Versions of the record whose names are kept ready: the newest, and some that were asked for by `known:`."""

LIKE, LIKE_SKELETON = 0.86, 0.95
"""From which likeness two words, and two skeletons, can be spellings of one name. Lower ones found no more people who
are there, of 34 misspelt, and took more for somebody they are not, of 57 who are not there.
"""

PARTICLES = frozenset({"al", "bin", "el", "e", "i", "ul", "ur", "us", "uz"})
"""Words within names that are written together with the next as often as not; they are no sign of anybody."""

BEGUN, BEGUN_LETTERS = 0.93, 3
"""What the beginning of a word counts for, if it has three letters."""

UNKNOWN = 8.0
"""The weight of a word that no name has anything like: that of a rare word."""

SPARE = 2.0
"""Points off for each word of a name that was not typed."""

FORMS, SKELETONS = 12, 40
"""Words looked at for one typed, the most alike by their letters and by their skeleton."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a thing: `kind` of the thing, `form` name, short or spelling, and its folded words."""

    id: str
    kind: str
    form: str
    words: tuple[str, ...]


class Spelt:
    """The names by one clock."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = tuple(names)
        self._having: dict[str, list[int]] = defaultdict(list)
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._ids: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(self.names):
            self._whole["".join(name.words)].append(at)
            self._ids[name.id.replace("-", "")].append(at)
            for word in dict.fromkeys(name.words):
                self._having[word].append(at)
        self._vocabulary = sorted(self._having)
        self._skeletons = [skeleton(word) for word in self._vocabulary]
        self._weight = {word: math.log(1 + len(self.names) / len(at)) for word, at in self._having.items()}

    @classmethod
    def read(cls, db: Database, clock: Clock) -> Spelt:
        """Give the names on record by the clock."""
        sql = """
            SELECT n.id, e.kind, n.kind, n.folded FROM names n JOIN entities e USING (id)
            WHERE n.began <= :known AND (n.ended IS NULL OR n.ended > :known) ORDER BY n.id, n.n
        """
        found = db.execute(sql, {"known": known(clock)})
        return cls(Name(id_, kind, form, tuple(folded.split())) for id_, kind, form, folded in found)

    def named(self, words: tuple[str, ...]) -> Iterator[Name]:
        """Give the names that are these words, written together or apart, and those of the thing with this id."""
        joined = "".join(words)
        yield from (self.names[at] for at in {*self._whole.get(joined, ()), *self._ids.get(joined, ())})

    def begun(self, words: tuple[str, ...]) -> Iterator[Name]:
        """Give the names of which each of the words begins one."""
        longest = max(words, key=len)
        found = {at for word in self._beginning(longest) for at in self._having[word]}
        for at in sorted(found):
            if all(any(word.startswith(start) for word in self.names[at].words) for start in words):
                yield self.names[at]

    def ranked(self, words: tuple[str, ...], kinds: Collection[str]) -> list[tuple[float, str]]:
        """Give the score, of 100, and the id of each thing that a word typed is like a name of, best first.

        A word is worth the more the fewer names have it; a thing has the score of its best name.
        """
        scores: dict[int, float] = defaultdict(float)
        total = 0.0
        telling = [word for word in words if word not in PARTICLES] or words
        for word in telling:
            forms = self._forms(word)
            weight = max((self._weight[form] for form in _best(forms)), default=UNKNOWN)
            total += weight
            for at, likeness in self._likeness(forms).items():
                scores[at] += weight * likeness
        best: dict[str, float] = {}
        for at, score in scores.items():
            name = self.names[at]
            if name.kind in kinds:
                points = 100 * score / total - SPARE * max(0, len(name.words) - len(words))
                best[name.id] = max(points, best.get(name.id, 0.0))
        return sorted(((score, id_) for id_, score in best.items()), key=lambda each: (-each[0], each[1]))

    def _beginning(self, start: str) -> Iterator[str]:
        for at in range(bisect_left(self._vocabulary, start), len(self._vocabulary)):
            if not self._vocabulary[at].startswith(start):
                return
            yield self._vocabulary[at]

    def _likeness(self, forms: dict[str, float]) -> dict[int, float]:
        """Give for each name how like its most alike word is."""
        found: dict[int, float] = {}
        for form, likeness in forms.items():
            for at in self._having[form]:
                if likeness > found.get(at, 0.0):
                    found[at] = likeness
        return found

    def _forms(self, word: str) -> dict[str, float]:
        """Give the words on record that this one can be a spelling or the beginning of, and how like they are."""
        found = dict.fromkeys(self._beginning(word), BEGUN) if len(word) >= BEGUN_LETTERS else {}
        for form, score, _ in process.extract(word, self._vocabulary, scorer=SAME, limit=FORMS, score_cutoff=LIKE):
            found[form] = max(score, found.get(form, 0.0))
        bones = skeleton(word)
        if bones:
            near = process.extract(bones, self._skeletons, scorer=SAME, limit=SKELETONS, score_cutoff=LIKE_SKELETON)
            for _, score, at in near:
                form = self._vocabulary[at]
                found[form] = max(0.55 * score + 0.45 * SAME(word, form), found.get(form, 0.0))
        return found


def _best(forms: dict[str, float]) -> list[str]:
    top = max(forms.values(), default=0.0)
    return [form for form, likeness in forms.items() if likeness == top]


Key = tuple[str, str, int, int]
_kept: OrderedDict[Key, Spelt] = OrderedDict()
_lock = threading.Lock()


def spelt(db: Database, clock: Clock) -> Spelt:
    """Give the names by the clock; read once for each version, and then shared by all readers.

    A connection that can write reads them anew: what it sees may yet be undone.
    """
    if not db.execute("PRAGMA query_only").fetchone()[0]:
        return Spelt.read(db, clock)
    store, changes = db.execute("SELECT store, changes FROM naming").fetchone()
    path = db.execute("PRAGMA database_list").fetchone()[2]
    key = (path, store, changes, known(clock))
    with _lock:
        found = _kept.get(key)
        if found is None:
            found = _kept[key] = Spelt.read(db, clock)
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found
