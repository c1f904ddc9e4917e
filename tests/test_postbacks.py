"""What a service reports: every example of every spec is read as told, and nothing breaks it.

An example becomes a test by standing in a spec.
"""

from __future__ import annotations

import importlib
import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
import pytest
from apis import GENERATED_CASES, PACKAGES, ROOT, read_api
from hypothesis import example, given
from hypothesis import strategies as st
from inline import generated
from jinja2 import UndefinedError
from test_mock_spec import SPEC
from values import value_of

from actionspec.imports import marked, with_imports
from actionspec.model import Api, PostbackExample, PostbackGroup
from actionspec.render import find_targets, render

CASE = ROOT / "tests" / "cases" / "style-webhooks-json"
APIS = {api.package: api for api in map(read_api, PACKAGES) if api.postbacks}
apis = pytest.mark.parametrize("api", APIS.values(), ids=APIS)


class Case:
    """One example, with the module that reads it."""

    def __init__(self, api: Api, group: PostbackGroup, given: PostbackExample) -> None:
        self.api, self.group, self.example = api, group, given
        self.package: Any = importlib.import_module(api.package)
        self.module: Any = importlib.import_module(f"{api.package}.postbacks")
        self.body = given.body.encode()

    def __str__(self) -> str:
        return f"{self.api.package}-{self.group.structure.name}-{self.example.name}"

    @property
    def written(self) -> Iterator[tuple[bytes | str, str | None]]:
        """The same document in every way in which a request can hold it."""
        text, form = str(self.example.body), self.api.callbacks and self.api.callbacks.form
        assert form
        yield self.body, None
        yield text, None
        yield text, "text/plain; charset=no-such"
        # Some senders call anything a form.
        yield self.body, "application/x-www-form-urlencoded"
        if form.format == "xml":
            yield b" \r\n" + self.body, "text/xml; charset=utf-8"
            inner = text.partition("?>")[2].strip() or text
            yield inner.encode("utf-16"), "text/xml"
            yield f"<?xml version='1.0' encoding='utf-8'?>{inner}", "text/xml; charset=ascii"
        field = self.api.callbacks and self.api.callbacks.field
        if field:
            yield urlencode({"a": "<b>", field: text, "c": "&"}), None
            yield f"{quote(field)}={quote(text)}".encode(), "application/x-www-form-urlencoded"
            for line in (f'name="{field}"', f'name="{field}"; filename="name=a"', f"name={field}"):
                other = '--XX\r\nContent-Disposition: form-data; name="z"\r\n\r\n<a/>\r\n'
                head = (
                    f"--XX\r\ncontent-disposition: form-data; {line}\r\nContent-Type: a/b\r\n\r\n"
                )
                yield f"{other}{head}{text}\r\n--XX--\r\n", "multipart/form-data; boundary=XX"


CASES = [
    Case(api, group, one)
    for api in APIS.values()
    for group in api.postbacks
    for one in group.examples
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_example_becomes_what_is_told(case: Case) -> None:
    structure = case.example.kind.structure if case.example.kind else case.group.structure
    read = case.module.parse_postback(case.body)
    assert type(read) is getattr(case.module, structure.name)
    assert read.topic == case.group.topic
    if case.example.kind:
        assert read.code == case.example.kind.code
        assert read.failed is case.example.kind.bad
    if case.example.fields is not None:
        told = case.example.fields
        nothing: dict[str, Any] = {"list": (), "map": {}}
        for field in structure.fields:
            expected = nothing.get(field.shape)
            if field.name in told:
                expected = value_of(field, told[field.name], case.package)
            assert getattr(read, field.name) == expected, field.name
    assert pickle.loads(pickle.dumps(read)) == read


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_example_may_be_written_in_many_ways(case: Case) -> None:
    read = case.module.parse_postback(case.body)
    for body, content_type in case.written:
        assert case.module.parse_postback(body, content_type) == read, body


@apis
def test_every_kind_has_a_class_of_its_own(api: Api) -> None:
    module: Any = importlib.import_module(f"{api.package}.postbacks")
    for group in api.postbacks:
        base = getattr(module, group.structure.name)
        assert issubclass(base, module.Postback)
        for kind in group.kinds:
            own = getattr(module, kind.structure.name)
            assert issubclass(own, base)
            assert own.failed is kind.bad
    assert set(module.__all__) <= {*vars(module)}


# What is no postback ends in one exception, whatever it is.

ODD: list[bytes | str] = [
    b"",
    " \n",
    b"\x00",
    b"\xff\xfe\xfd",
    b"\xef\xbb\xbf",
    "hello",
    "\ud800",
    b"null",
    b"[]",
    b"[1, [2]]",
    b"{}",
    b"7",
    b'"type"',
    b'{"type": null}',
    b'{"type": ""}',
    b'{"type": {"a": "b"}}',
    b'{"type": ["a", "b"]}',
    b'{"type": "a"',
    b'{"$root": "POSTBACK", "a": 1}',
    b'{"\xff": 1}',
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b"<POSTBACK>",
    b"<POSTBACK/>",
    b"<POSTBACK>text</POSTBACK>",
    b"<POSTBACK><ORIGIN/><CODE> </CODE></POSTBACK>",
    b"<POSTBACK><CODE><X/></CODE></POSTBACK>",
    b"<OTHER><ORIGIN>a</ORIGIN><CODE>b</CODE></OTHER>",
    b"<POSTBACK>" * 100_000,
    b"<POSTBACK><CODE>N1</CODE></POSTBACK><POSTBACK/>",
    b"<?xml version='1.0' encoding='no-such'?><POSTBACK><CODE>N1</CODE></POSTBACK>",
    b"<?xml version='1.0' encoding='utf-32'?><POSTBACK><CODE>N1</CODE></POSTBACK>",
    b"<!DOCTYPE a><POSTBACK><CODE>N1</CODE></POSTBACK>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]><POSTBACK><CODE>&b;</CODE></POSTBACK>",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><POSTBACK><CODE>&b;</CODE></POSTBACK>",
    b"<POSTBACK><CODE>&b;</CODE></POSTBACK>",
    b"<POSTBACK><CODE>a & b</CODE></POSTBACK>",
    "<POSTBACK><CODE>\x01</CODE></POSTBACK>",
    b"xml=",
    b"xml=%",
    b"xml=%3C%00",
    b"xml=<POSTBACK>&xml=<a/>",
    b"a=b",
    b"&" * 100_000,
    b"xml=1&" * 10_000,
    b"--a\r\n",
    b'--a\r\nContent-Disposition: form-data; name="xml"\r\n\r\n',
    b'--a\r\nContent-Disposition: form-data; name="xml',
    b"--a\r\nContent-Disposition: form-data" + b"; name=" * 100_000,
    b"--a\r\n" * 100_000,
]


@apis
@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
def test_what_is_no_postback_is_refused(api: Api, body: bytes | str) -> None:
    module: Any = importlib.import_module(f"{api.package}.postbacks")
    for content_type in (None, "text/xml; charset=utf-16", "a; charset=zlib", "charset=punycode"):
        with pytest.raises(module.PostbackError) as caught:
            module.parse_postback(body, content_type)
        assert issubclass(caught.type, ValueError)
        error: Any = caught.value
        assert error.__cause__ is None
        assert error.__suppress_context__ or error.__context__ is None
        assert len(str(error)) < 800
        assert "\n" not in str(error)
        again = pickle.loads(pickle.dumps(error))
        assert (again.problem, again.excerpt) == (error.problem, error.excerpt)


CODES = ["N201", "N401", "N777", "payment.succeeded", "shop.closed", "payment.new", ""]
TOPICS = ["SMS_MT", "MMS_MO", "MMS_MT", "NEW", ""]
NAMES = ["ORIGIN", "CODE", "STATUSCODE", "TIMESTAMP", "CONTENT", "FILE", "MMSID", "TRACKINGID"]
KEYS = ["id", "created", "livemode", "data", "payment", "amount", "labels", "card", "$root", "*"]
words = st.sampled_from([*CODES, *TOPICS, "1e400", "nan", "9" * 5000, "2014-07-23T09:38:07-04:00"])
anything = st.text(max_size=20) | words
data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | anything,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=6),
    max_leaves=15,
)
documents = st.recursive(
    anything.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.lists(st.tuples(st.sampled_from(NAMES), inner), max_size=6).map(
        lambda pairs: "".join(f"<{name}>{text}</{name}>" for name, text in pairs)
    ),
    max_leaves=15,
)
bodies = (
    st.binary(max_size=200)
    | st.text(max_size=200)
    | st.fixed_dictionaries({"type": words}, optional=dict.fromkeys(KEYS, data)).map(json.dumps)
    | st.tuples(words, words, documents).map(
        lambda it: f"<POSTBACK><ORIGIN>{it[0]}</ORIGIN><CODE>{it[1]}</CODE>{it[2]}</POSTBACK>"
    )
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """An example in which something is replaced."""
    case = draw(st.sampled_from(CASES))
    begin = draw(st.integers(0, len(case.body)))
    end = begin + draw(st.integers(0, 30))
    return case.body[:begin] + draw(st.binary(max_size=20)) + case.body[end:]


@given(bodies | damaged(), st.none() | st.text(max_size=20).map(lambda text: f"charset={text}"))
@example('{"type": "payment.succeeded", "id": "\\ud800", "created": 1e400}', None)
@example('{"type": "payment.succeeded", "created": -62135596801, "data": {"amount": "1E+9"}}', None)
def test_any_body_is_a_postback_or_none(body: bytes | str, content_type: str | None) -> None:
    for api in APIS.values():
        module: Any = importlib.import_module(f"{api.package}.postbacks")
        try:
            read = module.parse_postback(body, content_type)
        except module.PostbackError:
            continue
        assert isinstance(read, module.Postback)
        assert repr(read).isprintable()
        assert pickle.loads(pickle.dumps(read)) == read


# What nobody knew when the package was made.


@pytest.fixture
def purse() -> Any:
    return importlib.import_module("purse.postbacks")


def event(kind: str = "payment.failed", **changes: Any) -> dict[str, Any]:
    """A postback of the case with webhooks."""
    told = {"payment": "pay_1", "amount": 1, "reason": "no money"}
    return {"id": "evt_1", "type": kind, "created": 1790000000, "data": told, **changes}


def test_a_new_field_is_no_error(purse: Any) -> None:
    usual = purse.parse_postback(json.dumps(event()))
    assert type(usual) is purse.PaymentFailed
    assert purse.parse_postback(json.dumps(event(new={"a": [1]}))) == usual


def test_a_postback_that_is_not_as_described_is_unknown(purse: Any) -> None:
    read = purse.parse_postback(json.dumps(event(created="soon", extra=[{"a": True}, None])))
    assert type(read) is purse.UnknownPostback
    assert (read.topic, read.code) == (None, "payment.failed")
    assert read.problem == "PaymentFailed: created: a value is not a time"
    assert json.loads(read.fields["data"])["reason"] == "no money"
    assert (read.fields["created"], read.fields["extra"]) == ("soon", '[{"a": "true"}]')
    lacking = {key: value for key, value in event().items() if key != "id"}
    assert purse.parse_postback(json.dumps(lacking)).problem == "PaymentFailed: id is missing"


def test_a_new_code_of_one_of_several_groups_is_unknown(purse: Any) -> None:
    read = purse.parse_postback(json.dumps(event("payment.disputed")))
    assert type(read) is purse.UnknownPostback
    assert read.code == "payment.disputed"
    assert read.problem == "its code is not described"


def group(name: str, **more: Any) -> dict[str, Any]:
    """Postbacks with one code."""
    code = {"class": f"{name}Rang", "description": "It rang."}
    return {"postback": name, "description": "A bell.", "codes": {"R1": code}, **more}


@pytest.fixture(scope="module")
def bells(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Forms with topics, one of which two groups share."""
    fields = {"who": {"wire": "from", "description": "Who."}}
    package = generated(
        tmp_path_factory.mktemp("bells"),
        "bells_told",
        callbacks={"format": "form", "topic": "about", "code": "what", "retries": 50, "pause": 60},
        postbacks=[
            group("DoorBell", topic="bell", fields=fields),
            group("Front", topic="door"),
            group("Back", topic="door", code="back"),
        ],
    )
    return importlib.import_module(f"{package.__name__}.postbacks")


def test_a_new_code_becomes_one_of_its_group(bells: Any) -> None:
    read = bells.parse_postback("about=bell&what=R2&from=me%20%C3%A4&new=1")
    assert type(read) is bells.DoorBell
    assert (read.topic, read.code, read.who) == ("bell", "R2", "me ä")
    assert not read.failed


def test_a_new_code_without_what_its_group_has_is_unknown(bells: Any) -> None:
    read = bells.parse_postback("about=bell&what=R2")
    assert type(read) is bells.UnknownPostback
    assert read.problem == "DoorBell: from is missing"
    assert read.fields == {"about": "bell", "what": "R2"}


def test_groups_that_share_a_topic_are_told_by_their_codes(bells: Any) -> None:
    assert type(bells.parse_postback("about=door&what=R1")) is bells.FrontRang
    assert type(bells.parse_postback("about=door&back=R1")) is bells.BackRang
    assert type(bells.parse_postback("about=door&what=R1&back=R2")) is bells.FrontRang
    new = bells.parse_postback("about=door&back=R2")
    assert type(new) is bells.UnknownPostback
    assert (new.topic, new.code) == ("door", "R2")


@pytest.mark.parametrize("body", ["about=fire&what=R1", "what=R1", "about=fire", "about=&back=R1"])
def test_a_new_topic_is_unknown(bells: Any, body: str) -> None:
    read = bells.parse_postback(body)
    assert type(read) is bells.UnknownPostback
    assert read.problem == "its topic is not described"


def test_repetitions_are_expected_as_long_as_the_spec_says(bells: Any, purse: Any) -> None:
    assert bells.PostbackReceiver.repeats_within == 51 * (60 + 10)
    assert purse.PostbackReceiver.repeats_within == 300


# What is secret, and what is too much.


def test_secrets_stay_out_of_sight(purse: Any) -> None:
    told = {"payment": "p", "amount": 1, "method": "card", "card": {"last4": "1", "cvc": "73713"}}
    body = json.dumps({"data": told, **event("payment.succeeded", data=told)})
    read = purse.parse_postback(body)
    assert read.card.security_code == "73713"
    unknown = purse.parse_postback(body.replace("payment.s", "s"))
    assert "73713" in unknown.fields["data"]
    with pytest.raises(purse.PostbackError) as caught:
        purse.parse_postback(body[:-1])
    assert caught.value.excerpt == ""
    for shown in (read, unknown, unknown.__rich_repr__(), caught.value, [caught.value]):
        assert "73713" not in repr(shown) + str(shown)


def test_an_excerpt_hides_the_credentials_of_clients(bells: Any) -> None:
    secrets: Any = importlib.import_module("bells_told._runtime.secrets")
    options: dict[str, Any] = {"bases": (secrets.Secrets,), "frozen": True, "kw_only": True}
    credentials: Any = msgspec.defstruct("Credentials", [("key", str)], **options)(key="topsecret")
    with pytest.raises(bells.PostbackError) as caught:
        bells.parse_postback("? topsecret and more" + "x" * 500)
    assert caught.value.excerpt.startswith("? *** and more")
    assert len(caught.value.excerpt) == 80
    assert credentials.key == "topsecret"


UMLAUT = "<POSTBACK><ORIGIN>NEW</ORIGIN><CODE>N0</CODE><TEXT>\xe4</TEXT></POSTBACK>"
LATIN = f"<?xml version='1.0' encoding='iso-8859-1'?>{UMLAUT}"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (UMLAUT, None),
        (UMLAUT, "text/xml; charset=iso-8859-1"),
        (UMLAUT.encode(), None),
        (UMLAUT.encode(), "text/xml; charset=punycode"),
        (UMLAUT.encode("latin-1"), 'text/xml; charset="ISO-8859-1"'),
        (LATIN, None),
        (LATIN.encode("latin-1"), None),
        (LATIN.encode("latin-1"), "text/xml; charset=utf-8"),
        (f"xml={quote(LATIN, encoding='latin-1')}", None),
        (b"xml=" + quote(UMLAUT).encode(), "application/x-www-form-urlencoded; charset=utf-8"),
    ],
)
def test_texts_keep_their_letters(body: bytes | str, content_type: str | None) -> None:
    module: Any = importlib.import_module("skycore.postbacks")
    read = module.parse_postback(body, content_type)
    assert read.fields["TEXT"] == "\xe4"


def test_only_usual_character_sets_count() -> None:
    enclosed: Any = importlib.import_module("purse._runtime.enclosed")
    for usual in ("utf-8", "UTF8", "us-ascii", "utf-16le", "latin1", "iso-8859-15", "Windows-1252"):
        assert enclosed.charset_of(f"text/xml; charset={usual}; x=y") == usual
    for unusual in ("punycode", "idna", "unicode_escape", "zlib", "utf-7", "no-such", "utf-8\0"):
        assert enclosed.charset_of(f"text/xml; charset={unusual}") in {None, "utf-8"}
    assert enclosed.charset_of("text/xml") is enclosed.charset_of(None) is None


def test_a_body_has_a_limit(purse: Any) -> None:
    body = json.dumps(event())
    assert purse.LARGEST_BODY == 1024 * 1024
    assert purse.parse_postback(body, largest=len(body))
    for large in (body, body.encode()):
        with pytest.raises(purse.PostbackError, match=f"more than {len(body) - 1} bytes"):
            purse.parse_postback(large, largest=len(body) - 1)
    with pytest.raises(purse.PostbackError, match="more than 1048576 bytes"):
        purse.parse_postback(" " * purse.LARGEST_BODY + body)
    with pytest.raises(purse.PostbackError, match="more than 3 bytes"):
        purse.parse_postback("äö", largest=3)


# What is written, and what it costs.


def test_nothing_is_written_for_an_api_without_postbacks() -> None:
    for spec, package in PACKAGES.items():
        api = read_api(spec)
        written = (package / api.package / "postbacks.py").exists()
        assert written == (package.parent / "docs/postbacks.md").exists() == bool(api.postbacks)


def test_reading_postbacks_needs_no_http_library() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(PACKAGES[CASE / 'spec'])!r})\n"
        "import purse\n"
        "assert 'purse.postbacks' not in sys.modules\n"
        "import purse.postbacks\n"
        "print(*sorted({'asyncio', 'email', 'httpx2', 'purse.client', 'wsgiref'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def write_target(folder: Path, when: str) -> Path:
    target = folder / "own"
    target.mkdir()
    manifest = f'summary: Own\nfiles: [{{template: a.jinja, path: a.txt, when: "{when}"}}]\n'
    (target / "target.yaml").write_text(manifest, encoding="utf-8")
    (target / "a.jinja").write_text("a", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("when", "written"), [("api.postbacks", True), ("not api.postbacks", False)]
)
def test_a_target_writes_a_file_where_its_condition_holds(
    tmp_path: Path, when: str, written: bool
) -> None:
    (target,) = find_targets(write_target(tmp_path, when)).values()
    assert ("own/a.txt" in render(APIS["purse"], [target])) is written


def test_a_condition_on_a_name_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    (target,) = find_targets(write_target(tmp_path, "api.postback")).values()
    with pytest.raises(UndefinedError, match="postback"):
        render(APIS["purse"], [target])


def test_what_a_file_exports_is_imported() -> None:
    source = marked('# imports\n\n__all__ = ["Mapping", "own", "unknown"]\nown = 1\n')
    modules = {"Mapping": "collections.abc", "own": ".other", "Sequence": "collections.abc"}
    expected = source.replace("\0imports", "from collections.abc import Mapping")
    assert with_imports(source, modules, 0) == expected


def test_the_case_is_generated() -> None:
    assert CASE in GENERATED_CASES
    assert SPEC["package"] not in APIS
