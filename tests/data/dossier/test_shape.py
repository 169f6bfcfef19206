"""What is read off the schema's annotations."""

from data.dossier.schema import Candidate, Dossier, Figure
from data.dossier.shape import model_at, references
from data.dossier.who import Party
from tests.data.samples import BASE, sample, seats


def test_the_model_at_a_path() -> None:
    """Through mappings, lists and optional fields."""
    assert model_at(Dossier, ("parties", "red")) is Party
    assert model_at(Dossier, ("contests", "x", "candidates", 3)) is Candidate
    assert model_at(Dossier, ("tables", "x", "figures", "red")) is Figure
    assert model_at(Dossier, ("title", "x")) is None
    assert model_at(Dossier, ("nothing",)) is None


def test_references_are_found_as_values_and_as_keys() -> None:
    """A table names its subject, its source and its parts."""
    dossier = sample(BASE + "tables:\n" + seats("t", red=5))
    found = [(path, id_, as_key) for path, id_, _, as_key in references(Dossier, dossier) if path[0] == "tables"]
    assert found == [
        (("tables", "t", "subject"), "diet", False),
        (("tables", "t", "source"), "paper", False),
        (("tables", "t", "figures", "red"), "red", True),
        (("tables", "t", "figures", "total"), "total", True),
    ]
