"""What comes of odd answers, for an API of each form of answers: never a result by accident."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline import generated
from skycore_calls import send
from test_examples import CASES, Case
from test_mock_spec import action, described, transport

import skycore
from actionspec.read import read

# An example with a good answer of each form.
PRINTED = {
    "xml": "iam-GetUser-a user by its name",
    "attributes": "namecheap-namecheap.domains.getList-two domains",
    "keyed": "moodle-core_user_create_users-two users",
    "json": "moodle-core_course_get_courses-two courses",
    "rooted": "cloudstack-listUsers-one user, as JSON",
    "lines": "enom-Check-several names",
    "form": "paypal_nvp-TransactionSearch-two transactions",
}
# No API among the cases answers in plain text and in a tree of any depth.
TEXT: dict[str, Any] = {
    "response": {
        "format": "text",
        "patterns": ["ID: (?P<id>\\w+) To: (?P<to>\\d+)", "ERR: (?P<code>\\w+), (?P<text>.*)"],
        "each_line": True,
    },
    "outcome": {
        "failure": [{"field": "code"}],
        "success": [{"field": "id"}, {"field": "*"}],
        "code": "code",
        "message": "text",
    },
    "types": {
        "Sent": {"description": "A message.", "fields": described(id={}, to={"type": "integer"})}
    },
}
SENT = action(
    returns=described(id={"optional": True}, sent={"wire": "*", "list_of": "Sent"}),
    examples=[
        {
            "name": "two",
            "request": {},
            "response": "ID: 1a To: 49151\nID: 1b To: 49152\n",
            "result": {"sent": [{"id": "1a", "to": 49151}, {"id": "1b", "to": 49152}]},
        }
    ],
)
TREE: dict[str, Any] = {
    "response": {"format": "json"},
    "outcome": {
        "failure": [{"field": "error"}],
        "success": [{"field": "node/inner", "present": True}],
        "code": "error",
        "message": "text",
    },
    "types": {
        "Node": {"description": "A node.", "fields": described(inner={"list_of": "Node"})},
    },
}
GROWN = action(
    returns=described(node={"type": "Node"}),
    examples=[
        {
            "name": "two levels",
            "request": {},
            "response": '{"node": {"inner": [{"inner": []}]}}',
            "result": {"node": {"inner": [{}]}},
        }
    ],
)
FORMS = [*PRINTED, "text", "tree"]


@dataclass(frozen=True)
class Asked:
    """A client of an API, and a request that it sends."""

    case: Case

    @property
    def good(self) -> bytes:
        return self.case.example.response.encode()

    def answered(self, body: bytes, status: int = 200, kind: str = "") -> Any:
        """What the client makes of an answer."""
        headers = {"Content-Type": kind} if kind else {}
        answer = httpx2.Response(status, content=body, headers=headers)
        http = httpx2.Client(transport=httpx2.MockTransport(lambda _: answer))
        return self.case.client("", http)._call(self.case.request)

    def outcome(self, body: bytes, status: int = 200, kind: str = "") -> Any:
        """The result, or the error of the package."""
        try:
            return self.answered(body, status, kind)
        except self.error as error:
            return error

    @property
    def error(self) -> type[Exception]:
        """The base of all errors of the package."""
        found: type[Exception] = getattr(self.case.package, f"{self.case.api.name}Error")
        return found

    def refuses(self, body: bytes, status: int = 200, kind: str = "") -> Any:
        """The error that comes of an answer that tells no outcome."""
        package = self.case.package
        with pytest.raises(package.ProtocolError) as caught:
            self.answered(body, status, kind)
        error = caught.value
        assert (error.outcome, error.status) == (package.Outcome.UNKNOWN, status)
        assert len(error.message) <= 300
        assert len(error.excerpt) <= 300
        assert error.excerpt == error.answer[:300]
        return error


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Asked]:
    """A client for each form of answers."""
    folder: Path = tmp_path_factory.mktemp("answers")
    named = {str(case): case for case in CASES}
    found = {form: Asked(named[name]) for form, name in PRINTED.items()}
    get = {"transports": {"get": transport(format="query")}}
    for name, changes, described_action in (("text", TEXT, SENT), ("tree", TREE, GROWN)):
        generated(folder, f"answers_{name}", **get, **changes, actions=[described_action])
        api = read(folder / f"answers_{name}.yaml")
        found[name] = Asked(Case(api, api.actions[0], api.actions[0].examples[0]))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_a_good_answer_is_read(asked: dict[str, Asked], form: str) -> None:
    case = asked[form].case
    case.expect_answer(lambda: asked[form].answered(asked[form].good))


DEEP = 100_000
BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;&c;&c;&c;</a>'
ODD = {
    "nothing": b"",
    "space": b" \r\n\t",
    "a byte order mark": b"\xef\xbb\xbf",
    "zeros": bytes(100),
    "HTML": b"<!doctype html><html><body><h1>Welcome</h1></body></html>",
    "XHTML": b'<html xmlns="http://www.w3.org/1999/xhtml"><body id="a">Welcome</body></html>',
    "a sentence": b"Service temporarily unavailable",
    "no UTF-8": b"\xff\xfe\xfa\xc0",
    "a number": b"5",
    "a number that is none": b"NaN",
    "a string": b'"id"',
    "true": b"true",
    "null": b"null",
    "an empty object": b"{}",
    "lists in lists": b"[[[]], [1]]",
    "a list of nothing but scalars": b'[5, "x", true]',
    "an object without a name": b'{"": {"": 1}}',
    "names that only the client has": b'{"$root": {}, "$status": "200", "$text": "x"}',
    "another root": b"<other><id>1</id></other>",
    "an empty root": b"<a/>",
    "an element with half a name": b"<a:>x</a:>",
    "deep elements": b"<a>" * DEEP,
    "deep elements that end": b"<a>" * DEEP + b"</a>" * DEEP,
    "deep lists": b"[" * DEEP,
    "deep lists that end": b"[" * 400 + b"]" * 400,
    "deep objects": b'{"node":' + b'{"inner":[' * DEEP,
    "deep objects that end": b'{"node":' + b'{"inner":[' * 300 + b"]}" * 300 + b"}",
    "an entity that explodes": BOMB,
    "lines of something else": b"width=1\nheight=2",
    "a form of something else": b"width=1&height=2",
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
@pytest.mark.parametrize("form", FORMS)
def test_what_the_service_never_answers(asked: dict[str, Asked], form: str, body: bytes) -> None:
    asked[form].refuses(body)
    asked[form].refuses(body, 502)


@pytest.mark.parametrize("other", FORMS)
@pytest.mark.parametrize("form", FORMS)
def test_an_answer_of_another_form(asked: dict[str, Asked], form: str, other: str) -> None:
    if form != other:
        asked[form].refuses(asked[other].good)


@pytest.mark.parametrize("form", FORMS)
def test_a_success_with_a_failed_status(asked: dict[str, Asked], form: str) -> None:
    assert "HTTP status" in asked[form].refuses(asked[form].good, 500).message


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_that_breaks_off(asked: dict[str, Asked], form: str) -> None:
    good = asked[form].good.rstrip()
    # A line may well end sooner; what is lost with a third of the answer is its outcome.
    for end in range(1, len(good) // 3 if form in {"lines", "form", "text"} else len(good)):
        asked[form].refuses(good[:end])


@pytest.mark.parametrize("form", FORMS)
def test_a_byte_order_mark_does_no_harm(asked: dict[str, Asked], form: str) -> None:
    case, good = asked[form].case, asked[form].good
    for kind in ("", "text/plain; charset=utf-8"):
        case.expect_answer(
            lambda kind=kind: asked[form].answered(b"\xef\xbb\xbf" + good, 200, kind)
        )


# A field with one value in the good answer of each form, and what stands between two fields.
FIELDS = {
    "xml": ("<UserName>(.*)</UserName>", ""),
    "attributes": ("<TotalItems>(.*)</TotalItems>", ""),
    "keyed": ('<KEY name="username"><VALUE>(.*)</VALUE>\n</KEY>', ""),
    "json": ('"shortname":"([^"]*)"', ","),
    "rooted": ('"username":"([^"]*)"', ","),
    "lines": ("RRPText1=(.*)", "\n"),
    "form": ("CORRELATIONID=([^&]*)", "&"),
}


@pytest.mark.parametrize("form", FIELDS)
def test_a_text_in_another_encoding_than_it_says(asked: dict[str, Asked], form: str) -> None:
    good, pattern = asked[form].good.decode(), FIELDS[form][0]
    accented = re.sub(pattern, lambda found: found[0].replace(found[1], "7\xe9"), good)
    asked[form].refuses(accented.encode("latin-1"))
    if form == "form":
        asked[form].refuses(accented.replace("\xe9", "%E9").encode())


@pytest.mark.parametrize("form", FIELDS)
def test_a_single_value_that_comes_twice(asked: dict[str, Asked], form: str) -> None:
    good, (pattern, joiner) = asked[form].good.decode(), FIELDS[form]
    twice = re.sub(pattern, lambda found: found[0] + joiner + found[0], good, count=1)
    asked[form].refuses(twice.encode())


@pytest.mark.parametrize("form", ["xml", "attributes", "keyed"])
@pytest.mark.parametrize("encoding", ["utf-16", "no-such-encoding", "hex", "utf-32", "idna"])
def test_a_document_that_declares_a_wrong_encoding(
    asked: dict[str, Asked], form: str, encoding: str
) -> None:
    _, behind = (
        asked[form].good.rsplit(b"?>", 1) if b"?>" in asked[form].good else (b"", asked[form].good)
    )
    asked[form].refuses(f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + behind)


def test_an_outcome_that_comes_twice_is_no_success(asked: dict[str, Asked]) -> None:
    """Of two outcomes the worse one counts."""
    lines, form, rooted = asked["lines"], asked["form"], asked["rooted"]
    with pytest.raises(lines.case.package.BadLoginError):
        lines.answered(lines.good + b"\nErrCount=1\nErr1=Bad User name or Password\n")
    with pytest.raises(form.case.package.UnknownCodeError):
        form.answered(form.good + b"&ACK=Failure")
    twice = rooted.good.replace(b'"count":1', b'"count":1,"errorcode":431,"errorcode":null')
    with pytest.raises(rooted.error):
        rooted.answered(twice)


def test_a_failure_counts_whatever_stands_beside_it(asked: dict[str, Asked]) -> None:
    """Where it cannot be read whether there was a success too, nobody knows the outcome."""
    package = asked["tree"].case.package
    for beside in ("{}", '[{"inner": []}, {"inner": []}]', '{"inner": [{}]}'):
        told = asked["tree"].outcome(f'{{"error": "bad", "node": {beside}}}'.encode())
        assert type(told) is package.BadError
        rejected = beside == "{}"
        assert told.outcome is (package.Outcome.REJECTED if rejected else package.Outcome.UNKNOWN)


def test_the_failure_of_all_elements_has_its_answer() -> None:
    failed = "<SUBSCRIBER><STATUS>Failure</STATUS><ERRORCODE>E114</ERRORCODE></SUBSCRIBER>"
    answer = httpx2.Response(200, text=f"<RESPONSE>{failed}</RESPONSE>")
    http = httpx2.Client(transport=httpx2.MockTransport(lambda _: answer))
    with pytest.raises(skycore.ItemsFailedError) as caught:
        send(skycore.Skycore("key", http_client=http, retry=None))
    assert (caught.value.status, caught.value.answer) == (200, answer.text)


# What breaks out of its place in one form or another.
TOKENS = [
    *(b"<", b"</", b"<a:>x</a:>", b"<KEY/>", b"<![CDATA[", b"&x;", b"&", b"=", b"%", b"%ff", b"\n"),
    *(
        b'"',
        b"{",
        b"}",
        b"[",
        b"]",
        b"[[",
        b",",
        b":",
        b"null",
        b"true",
        b"NaN",
        b"-Infinity",
        b"1e999",
    ),
    *(
        b'"":1,',
        b'"*":5,',
        b'".":[1],',
        b'"@a":{},',
        b'"$root":{},',
        b"$status",
        b"\\ud800",
        b"1_0",
    ),
    *(
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"<?xml version='1.0' encoding='utf-16'?>",
        b"<!DOCTYPE a>",
    ),
]
CHARSETS = ["", "utf-8", "latin-1", "utf-16", "utf-7", "hex", "idna", "undefined", "no-such"]
edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from([0, 0, 1, 5, 40]),
        st.sampled_from(TOKENS) | st.binary(max_size=4) | st.none(),
    ),
    max_size=4,
)


def damaged(answer: bytes, changes: list[tuple[float, int, bytes | None]]) -> bytes:
    """An answer with parts taken out, and with others put in or said twice."""
    for where, length, new in changes:
        begin = int(where * len(answer))
        old = answer[begin : begin + length]
        answer = answer[:begin] + (old * 2 if new is None else new) + answer[begin + length :]
    return answer


@pytest.mark.parametrize("form", FORMS)
@given(
    body=st.binary(max_size=60) | edits,
    status=st.sampled_from([200, 200, 404, 503]),
    charset=st.sampled_from(CHARSETS),
)
@settings(deadline=None)
def test_any_answer_is_a_result_or_an_error_of_the_package(
    asked: dict[str, Asked],
    form: str,
    body: bytes | list[tuple[float, int, bytes | None]],
    status: int,
    charset: str,
) -> None:
    content = body if isinstance(body, bytes) else damaged(asked[form].good, body)
    told = asked[form].outcome(content, status, f"text/plain; charset={charset}")
    assert repr(told)
    if isinstance(told, Exception):
        assert vars(told)["status"] == status
        assert len(str(told)) < 2000
    else:
        assert status == 200


ODD_VALUES = ["", "x", 5, True, None, float("nan"), [], {}, ["x"], [[]], [[1]], {"": 1}, {".": {}}]


def changed_objects(value: Any) -> Iterator[Any]:
    """Some JSON again and again, each time with another part of it changed."""
    yield from ODD_VALUES
    if isinstance(value, dict):
        for name in value:
            yield {one: inner for one, inner in value.items() if one != name}
            yield from ({**value, name: inner} for inner in changed_objects(value[name]))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from ([*value[:index], new, *value[index:]] for new in changed_objects(one))


@pytest.mark.parametrize("form", ["json", "rooted", "tree"])
def test_objects_with_an_odd_part(asked: dict[str, Asked], form: str) -> None:
    for changed in changed_objects(json.loads(asked[form].good)):
        assert repr(asked[form].outcome(json.dumps(changed).encode()))


def changed_documents(document: bytes) -> Iterator[bytes]:
    """A document again and again, each time with another element of it changed."""
    for index in range(len([*ElementTree.fromstring(document).iter()])):
        for change in (
            lambda element: element.attrib.clear(),
            lambda element: element.clear(),
            lambda element: element.insert(0, ElementTree.Element("KEY")),
            lambda element: element.insert(0, ElementTree.Element("KEY", {"name": ""})),
            lambda element: element.extend([*element]),
            lambda element: setattr(element, "text", "x"),
            lambda element: setattr(element, "tag", "x"),
            lambda element: element.set("x", "x"),
        ):
            root = ElementTree.fromstring(document)
            change([*root.iter()][index])
            yield ElementTree.tostring(root)


@pytest.mark.parametrize("form", ["xml", "attributes", "keyed"])
def test_documents_with_an_odd_part(asked: dict[str, Asked], form: str) -> None:
    for changed in changed_documents(asked[form].good):
        assert repr(asked[form].outcome(changed))


@pytest.mark.parametrize(
    "body",
    [
        '{"listusersresponse": "x"}',
        '{"listusersresponse": 5}',
        '{"listusersresponse": {}, "other": {}}',
        '{"$root": "listusersresponse", "count": 1}',
    ],
)
def test_a_root_that_holds_no_fields(asked: dict[str, Asked], body: str) -> None:
    asked["rooted"].refuses(body.encode())


def test_a_whole_answer_that_is_a_map(tmp_path: Path) -> None:
    """Of any keys, but for those under which the client itself keeps what it knows."""
    package = generated(
        tmp_path,
        "answers_map",
        transports={"get": transport(format="query")},
        response={"format": "json"},
        actions=[action(returns=described(found={"map_of": "integer", "wire": "{key}"}))],
    )
    answer = httpx2.Response(200, text='{"a": 1, "b c": 2, "": 3, "$status": 4}')
    http = httpx2.Client(transport=httpx2.MockTransport(lambda _: answer))
    assert package.Bell(http_client=http, retry=None).ring().found == {"a": 1, "b c": 2}
