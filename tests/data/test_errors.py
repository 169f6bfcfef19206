"""What the data layer says when it refuses."""

from data.errors import MAX_FAULTS, DataError, DossierError, Fault, StoreError


def test_a_fault_reads_as_place_path_and_message() -> None:
    """An editor's program can jump to `file:line:col`."""
    assert str(Fault("a.yaml", 3, 7, "parties.x", "is missing")) == "a.yaml:3:7: parties.x: is missing"


def test_a_fault_of_the_whole_file_has_no_path() -> None:
    """Nothing stands between two colons when there is no path."""
    assert str(Fault("a.yaml", 1, 1, "", "is empty")) == "a.yaml:1:1: is empty"


def test_a_dossier_error_lists_its_faults_in_the_order_of_the_file() -> None:
    """All faults, one a line, first in the file first."""
    later, earlier = Fault("a.yaml", 10, 1, "b", "two"), Fault("a.yaml", 9, 5, "a", "one")
    error = DossierError([later, earlier])
    assert error.faults == (earlier, later)
    assert str(error).splitlines() == ["a.yaml:9:5: a: one", "a.yaml:10:1: b: two"]


def test_every_refusal_is_a_data_error() -> None:
    """One class is enough to catch what an operator has to put right."""
    assert issubclass(StoreError, DataError)
    assert issubclass(DossierError, DataError)


def test_what_a_stranger_wrote_stays_on_its_line() -> None:
    """Line breaks, escapes and direction marks in a key cannot forge a log line."""
    fault = str(Fault("a.yaml", 1, 1, "x\ny\x1b[31m\u202e", "m" * 1000))
    assert fault.isprintable()
    assert len(fault) < 700


def test_of_very_many_faults_the_first_hundred_are_named() -> None:
    """And how many there are besides."""
    error = DossierError(Fault("a.yaml", line, 1, "", "is wrong") for line in range(500, 0, -1))
    assert [fault.line for fault in error.faults] == list(range(1, MAX_FAULTS + 1))
    assert str(error).endswith("\nand 400 more; mend these first")
