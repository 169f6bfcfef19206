"""Whom `make audit` asks about holes: what is an answer, and that everything else is none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Self
from urllib.parse import urlsplit

import pytest
import yaml

from deploy import advisories
from deploy.advisories import CANARY, Answer, ask, folder, osv, pypi
from deploy.records import Hole, Pin, Record, Silence, affects, later
from tests.harness.process import free_port

TODAY = date(2026, 11, 26)
PIN = ("thing", "1.2")

Response = tuple[int, dict[str, str], bytes]


def record(name: str = "thing", identity: str = "PYSEC-2026-1", **changes: Any) -> dict[str, Any]:
    """Give an advisory with everything that those of the Python Packaging Authority have."""
    return {
        "id": identity,
        "modified": "2026-11-20T17:22:00.587279Z",
        "published": "2026-11-19T06:15:00Z",
        "aliases": ["CVE-2026-1", "GHSA-aaaa-bbbb-cccc"],
        "details": "Reads what it should not.",
        "affected": [
            {
                "package": {"ecosystem": "PyPI", "name": name, "purl": f"pkg:pypi/{name}"},
                "ranges": [
                    {
                        "type": "GIT",
                        "repo": "https://example.org/thing",
                        "events": [{"introduced": "0"}, {"fixed": "33ccdfb0a12690af5bb49bda2319ec0907fa7827"}],
                    },
                    {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "0.9"}, {"introduced": "1.0"}]},
                    {"type": "ECOSYSTEM", "events": [{"introduced": "1.1"}, {"fixed": "1.10"}]},
                ],
                "versions": ["1.1", "1.2"],
                "ecosystem_specific": {},
                "database_specific": {"source": "https://example.org/PYSEC-2026-1.yaml"},
            }
        ],
        "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:L/A:L"}],
        "references": [{"type": "FIX", "url": "https://example.org/thing/1"}],
        "schema_version": "1.7.3",
        **changes,
    }


HOLE = Hole("PYSEC-2026-1", ("1.10",))
KNOWN = record(CANARY[0], "PYSEC-2021-142")


class Served:
    """A service on this machine: what it answers to a path and a question, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []
        self.answer: Callable[[str, Any], Response] = lambda _path, _question: (500, {}, b"")
        self.forever = False
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                served.respond(self, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

            def do_GET(self) -> None:
                served.respond(self, None)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))
        self.base = f"http://127.0.0.1:{self._server.server_port}"

    def respond(self, handler: BaseHTTPRequestHandler, question: Any) -> None:
        self.asked.append((handler.path, question))
        status, headers, body = self.answer(handler.path, question)
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)
        try:
            while self.forever:
                handler.wfile.write(b" " * (1 << 20))
        except OSError:  # whoever asked has gone
            handler.close_connection = True

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def says(self, *known: dict[str, Any], otherwise: Response | None = None) -> None:
        """Answer as OSV does, from these records by package; of a version of `thing`, otherwise."""

        def answer(_path: str, question: Any) -> Response:
            name = question["package"]["name"]
            if otherwise is not None and name == PIN[0]:
                return otherwise
            found = [each for each in known if each["affected"][0]["package"]["name"] == name]
            return 200, {}, json.dumps({"vulns": found} if found else {}).encode()

        self.answer = answer


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody stand between the tests and this machine."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def served() -> Iterator[Served]:
    with Served() as service:
        yield service


def test_a_hole_is_named_with_what_mends_it(served: Served) -> None:
    """With the versions that come later alone."""
    served.says(KNOWN, record())
    assert ask(osv(served.base), [PIN]) == Answer({PIN: (HOLE,)})
    question = {"package": {"name": "thing", "ecosystem": "PyPI"}, "version": "1.2"}
    assert served.asked[-1] == ("/v1/query", question)


def test_a_package_without_holes_is_known(served: Served) -> None:
    """OSV answers with nothing; what was withdrawn is nothing as well."""
    served.says(KNOWN, record(withdrawn="2026-11-21T00:00:00Z"))
    assert ask(osv(served.base), [PIN, ("other", "1")]) == Answer({PIN: (), ("other", "1"): ()})


def test_a_record_that_names_no_version_is_a_hole_all_the_same(served: Served) -> None:
    """The service says that it is about the version it was asked about."""
    served.says(KNOWN, otherwise=(200, {}, json.dumps({"vulns": [record(affected=[])]}).encode()))
    assert ask(osv(served.base), [PIN]) == Answer({PIN: (Hole("PYSEC-2026-1"),)})


def test_every_page_of_an_answer_is_read(served: Served) -> None:
    """A page may be empty and not be the last."""
    pages = {"": {"vulns": [], "next_page_token": "x"}, "x": {"vulns": [record()]}}
    served.answer = lambda _path, question: (200, {}, json.dumps(pages[question.get("page_token", "")]).encode())
    assert osv(served.base).holes(*PIN) == (HOLE,)


WHOLE = json.dumps({"vulns": [record()]}).encode()


@pytest.mark.parametrize(
    ("response", "why"),
    [
        ((200, {}, WHOLE[: len(WHOLE) // 2]), "not of the documented shape"),
        ((200, {"Content-Length": str(len(WHOLE))}, WHOLE[: len(WHOLE) // 2]), "not of the documented shape"),
        ((200, {"Transfer-Encoding": "chunked"}, b"ff\r\n{}"), "broke off"),
        ((200, {}, b"<html>Sign in</html>"), "not of the documented shape"),
        ((200, {}, b""), "not of the documented shape"),
        ((200, {}, b"[" * 100_000), "not of the documented shape"),
        ((200, {}, b'{"code": 3, "message": "no such version"}'), "code: Extra inputs are not permitted"),
        ((200, {}, json.dumps({"vulns": [{"id": "X"}]}).encode()), "vulns.0.modified: Field required"),
        ((200, {}, json.dumps({"vulns": [record(schema_version="2.0.0")]}).encode()), "vulns.0.schema_version"),
        ((200, {}, b'{"vulns": [], "next_page_token": "again"}'), "more than 50 pages"),
        ((404, {}, b"{}"), "there is no /v1/query"),
        ((503, {}, b"{}"), "it answers 503"),
    ],
)
def test_anything_but_an_answer_is_silence(served: Served, response: Response, why: str) -> None:
    """What was said before it holds."""
    served.says(KNOWN, otherwise=response)
    answer = ask(osv(served.base), [("before", "1"), PIN])
    assert answer.known == {("before", "1"): ()}
    assert why in answer.failed


def test_nobody_is_followed_elsewhere(served: Served) -> None:
    """An answer from there is none of the service that was asked."""
    with Served() as elsewhere:
        elsewhere.says()
        served.says(KNOWN, otherwise=(302, {"Location": f"{elsewhere.base}/v1/query"}, b""))
        answer = ask(osv(served.base), [PIN])
        assert answer == Answer(failed=f"it answers 302 and sends elsewhere, to {elsewhere.base}/v1/query")
        assert elsewhere.asked == []


def test_a_question_is_not_followed_within_a_service_either(served: Served) -> None:
    """What would be asked there is not the question."""
    served.says(KNOWN, otherwise=(301, {"Location": "/v2/query"}, b""))
    assert ask(osv(served.base), [PIN]) == Answer(failed="it answers 301 and sends elsewhere, to /v2/query")
    assert len(served.asked) == 2


def test_an_answer_without_end_is_not_read_to_its_end(served: Served) -> None:
    """Sixteen mebibytes are far more than there is to say."""
    served.answer = lambda _path, _question: (200, {}, b'{"vulns": []')
    served.forever = True
    assert ask(osv(served.base), [PIN]) == Answer(failed="its answer is longer than 16 MiB")


async def test_who_cannot_be_reached_said_nothing() -> None:
    """With the system's own words."""
    answer = ask(osv(f"http://127.0.0.1:{free_port()}"), [PIN])
    assert answer.known == {}
    assert answer.failed.startswith("it cannot be reached: ")


def test_who_knows_no_hole_of_a_package_that_has_some_is_not_believed(served: Served) -> None:
    """An empty mirror, or one that gives everybody the same."""
    served.says()
    assert ask(osv(served.base), [PIN]) == Answer(failed="it knows no hole of pyyaml 5.3, which has some")
    assert len(served.asked) == 1


def release(*vulnerabilities: dict[str, Any]) -> bytes:
    """Give what PyPI says of a version."""
    return json.dumps({"info": {"name": "thing"}, "urls": [], "vulnerabilities": vulnerabilities}).encode()


def vulnerability(**changes: Any) -> dict[str, Any]:
    """Give a hole as PyPI writes it."""
    said = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "details": "", "link": "https://example.org"}
    return {**said, "fixed_in": ["1.10", "0.9"], "source": "osv", "summary": None, "withdrawn": None, **changes}


def test_pypi_knows_the_packages_it_has(served: Served) -> None:
    """One that is not there is not known; what was withdrawn is no hole."""
    said = {
        "/pypi/pyyaml/5.3/json": release(vulnerability()),
        "/pypi/thing/1.2/json": release(vulnerability(), vulnerability(id="X", withdrawn="2026-11-21T00:00:00Z")),
        "/pypi/well/1/json": release(),
    }
    served.answer = lambda path, _question: (200, {}, said[path]) if path in said else (404, {}, b"")
    answer = ask(pypi(served.base), [PIN, ("well", "1"), ("unheard-of", "1")])
    assert answer == Answer({PIN: (HOLE,), ("well", "1"): ()})


def test_a_package_that_pypi_writes_otherwise_is_followed_there(served: Served) -> None:
    """To another path, and to no other host; nor round and round."""
    said = {
        "/pypi/pyyaml/5.3/json": (301, {"Location": "/pypi/PyYAML/5.3/json"}, b""),
        "/pypi/PyYAML/5.3/json": (200, {}, release(vulnerability())),
        "/pypi/round/1/json": (302, {"Location": "/pypi/round/1/json"}, b""),
        "/pypi/thing/1.2/json": (302, {"Location": "http://127.0.0.1:1/pypi/thing/1.2/json"}, b""),
    }
    served.answer = lambda path, _question: said[path]
    assert ask(pypi(served.base), []) == Answer()
    assert ask(pypi(served.base), [("round", "1")]).failed.startswith("it answers 302 and sends elsewhere")
    assert ask(pypi(served.base), [PIN]).failed.startswith("it answers 302 and sends elsewhere, to http://127.0.0.1:1/")


def test_an_index_that_says_nothing_of_holes_is_silent(served: Served) -> None:
    """As many mirrors of PyPI do."""
    served.answer = lambda *_: (200, {}, b'{"info": {}, "urls": []}')
    assert "vulnerabilities: Field required" in ask(pypi(served.base), [PIN]).failed


def written(path: Path, *records: dict[str, Any]) -> Path:
    """Write records into folders as they are kept: by package, as YAML and JSON."""
    for number, each in enumerate(records):
        place = path / each["affected"][0]["package"]["name"]
        place.mkdir(exist_ok=True)
        if number % 2:
            (place / f"{number}.yaml").write_text(yaml.safe_dump(each))
        else:
            (place / f"{number}.json").write_text(json.dumps(each))
    return path


def looked_up(path: Path, *pins: Pin, today: date = TODAY) -> Answer:
    return ask(folder(path, {name for name, _ in pins}, today), pins)


CANARIED = record(CANARY[0], "PYSEC-2021-142", affected=[{"package": {"ecosystem": "PyPI", "name": "PyYAML"}}])
CANARIED["affected"][0]["versions"] = ["5.3"]


@pytest.mark.parametrize("order", [1, -1])
def test_a_folder_of_advisories_is_read_as_it_is_shipped(tmp_path: Path, order: int) -> None:
    """JSON or YAML, in folders or not; Git's own things are none of it."""
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github/ci.yaml").write_text("on: push\n")
    (tmp_path / "README.md").write_text("Advisories.\n")
    written(tmp_path, *[CANARIED, record()][::order])
    answer = looked_up(tmp_path, PIN, ("thing", "1.10.1"), ("other", "1"))
    assert answer.failed == ""
    assert answer.known == {PIN: (HOLE,), ("thing", "1.10.1"): (Hole("PYSEC-2026-1"),), ("other", "1"): ()}


def test_an_old_folder_names_holes_and_gives_no_all_clear(tmp_path: Path) -> None:
    """What was found since is not in it; a month counts as new."""
    written(tmp_path, CANARIED, record())
    last, after = date(2026, 12, 20), date(2026, 12, 21)
    assert looked_up(tmp_path, PIN, ("thing", "0.9"), today=last) == Answer({PIN: (HOLE,), ("thing", "0.9"): ()})
    assert looked_up(tmp_path, PIN, ("thing", "0.9"), today=after) == Answer({PIN: (HOLE,)})
    assert folder(tmp_path, (), after).ignorance == "its newest record is of 2026-11-20; get newer ones"


def test_what_was_withdrawn_is_no_hole_in_a_folder(tmp_path: Path) -> None:
    """However it is kept."""
    written(tmp_path, CANARIED, record(withdrawn="2026-11-21T00:00:00Z"))
    assert looked_up(tmp_path, PIN) == Answer({PIN: ()})


def test_an_empty_folder_is_not_believed(tmp_path: Path) -> None:
    """Nor one of another ecosystem."""
    assert looked_up(tmp_path, PIN) == Answer(failed="it knows no hole of pyyaml 5.3, which has some")
    written(tmp_path, record(affected=[{"package": {"ecosystem": "npm", "name": "pyyaml"}, "versions": ["5.3"]}]))
    assert looked_up(tmp_path, PIN).failed == "it knows no hole of pyyaml 5.3, which has some"


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.yaml", b"on: push", "is no OSV record (id: Field required)"),
        ("a.json", b'{"id": "X"', "cannot be read (JSONDecodeError)"),
        ("a.json", b'"\xff"', "cannot be read (UnicodeDecodeError)"),
        ("a.yaml", b"id: [", "cannot be read (ParserError)"),
        ("a.yaml", b"!!python/object:os.system {}", "cannot be read (ConstructorError)"),
    ],
)
def test_a_file_that_is_no_advisory_is_named(tmp_path: Path, name: str, text: bytes, why: str) -> None:
    """Rather than passed over: it may be the one that matters."""
    written(tmp_path, CANARIED)
    (tmp_path / name).write_bytes(text)
    with pytest.raises(Silence) as silence:
        folder(tmp_path, {"thing"}, TODAY)
    assert f"{tmp_path / name} {why}" in str(silence.value)


@pytest.mark.parametrize(
    ("events", "inside", "outside"),
    [
        ([{"introduced": "0"}, {"fixed": "1.10"}], ["0.0.dev1", "1.9", "1.10rc1"], ["1.10", "1.10.post1", "2"]),
        ([{"introduced": "1.2"}, {"last_affected": "1.4"}], ["1.2", "1.4", "1.4.0"], ["1.2b1", "1.4.1", "1.4.post1"]),
        ([{"introduced": "2.0"}], ["2.0", "3"], ["1.9"]),
        ([{"fixed": "2"}, {"introduced": "3"}, {"introduced": "1"}], ["1", "1.9", "3"], ["0.9", "2", "2.9"]),
        ([{"introduced": "0"}, {"fixed": "2019-x"}], ["1", "2020"], []),
        ([], [], ["1"]),
    ],
)
def test_a_range_reaches_from_where_it_begins_to_where_it_is_mended(
    events: list[dict[str, str]], inside: list[str], outside: list[str]
) -> None:
    """In the order of versions (PEP 440); an end that is no version ends nothing."""
    about = {"package": {"ecosystem": "PyPI", "name": "Thing"}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
    read = Record.model_validate(record(affected=[about]))
    assert [each for each in inside + outside if affects(read, "thing", each)] == inside


def test_a_version_is_found_in_a_list_however_it_is_written() -> None:
    """1.2 is 1.2.0; the commits of a repository are no versions."""
    span = {"type": "GIT", "events": [{"introduced": "0"}]}
    about = {"package": {"ecosystem": "PyPI", "name": "thing"}, "versions": ["1.2.0"], "ranges": [span]}
    read = Record.model_validate(record(affected=[about, {"ranges": [span]}]))
    assert [each for each in ("1.2", "1.2.0.0", "1.2.1") if affects(read, "thing", each)] == ["1.2", "1.2.0.0"]
    assert not affects(read, "other", "1.2")


def test_what_mends_comes_later_and_the_lowest_first() -> None:
    """What cannot be compared is named at the end."""
    assert later(["2.0", "1.10", "r77-fixed", "1.2", "1.9"], "1.2") == ("1.9", "1.10", "2.0", "r77-fixed")


def test_the_services_are_asked_where_they_live() -> None:
    """With a secured connection."""
    assert {urlsplit(base).scheme for base in (advisories.PYPI, advisories.OSV)} == {"https"}
