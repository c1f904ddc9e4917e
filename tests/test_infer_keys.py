"""`actionspec infer`: no key of a sample gets into a spec, and nothing else is changed."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

import pytest
from apis import run
from test_infer import CASES, begun, files, samples

from actionspec.infer.rewrite import rewritten
from actionspec.infer.tree import Way, folded
from actionspec.read import read


def test_no_key_gets_into_a_spec(tmp_path: Path) -> None:
    for case in CASES:
        spec = begun(case, tmp_path)
        assert run("infer", spec.name, *samples(case), cwd=tmp_path).exit_code == 0
    texts = "".join(one.read_text("utf-8") for one in tmp_path.rglob("*.yaml"))
    for key in (
        "k123456789",
        "x1y2z3",
        "abc123def",
        "s3cr3t99",
        "k9k9k9k9",
        "s3cr3ts3cr3t",
        "s3cr3tpw",
    ):
        assert key not in texts


KEYS = ["p+q/r=s&t", "a b<c>", 'k"k"9999', "12345678", "ключ-к-замку"]


def ways_to_write(key: str) -> dict[str, str]:
    """Requests with a key, which is written in all ways that a page may show."""
    plain, quoted = escape(key), quote(key, safe="")
    signs = "".join(f"&#{ord(sign)};" for sign in key)
    code = json.dumps(key).replace("/", "\\/")
    return {
        "xml": f"<r><action>ask</action><key>{plain}</key><id>1</id></r>",
        "xml by numbers": f"<r><action>ask</action><key>{signs}</key><id>1</id></r>",
        "xml in parts": f"<r><action>ask</action><key><![CDATA[{key}]]><!-- it --></key></r>",
        "xml, attribute": f"<r><action>ask</action><!-- {plain} --><of token = '{signs}'/></r>",
        "xml, inside": f"<r><action>ask</action><head><token>{plain}</token></head></r>",
        "json": json.dumps({"action": "ask", "key": key, "id": 1}, ensure_ascii=False),
        "json by numbers": json.dumps({"action": "ask", "key": key, "id": 1}),
        "json with signs": f'{{"action": "ask", "key": {code}}}',
        "json, inside": json.dumps({"action": "ask", "of": [{"client_secret": {"value": key}}]}),
        "number": f'{{"action": "ask", "key": {key if key.isdecimal() else "10203040"}}}',
        "query": f"https://a.example/?action=ask&key={quoted}&id=1",
        "lower": f"https://a.example/?action=ask&key={quoted.lower()}&id=1",
        "lines": f"https://a.example/?action=ask\n  &key={quoted}\n  &id=1",
        "form": f"action=ask&key={quote_plus(key)}&id=1",
        "twice": f"action=ask&key={quote_plus(key)}&back=https://b.example/%3Fk={quote_plus(key)}",
    }


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("kind", ways_to_write("x"))
def test_a_key_is_taken_out_however_it_is_written(tmp_path: Path, key: str, kind: str) -> None:
    (tmp_path / "request").write_text(ways_to_write(key)[kind], "utf-8")
    (tmp_path / "response").write_text(f"<a><ok>1</ok><echo>{escape(key)}</echo></a>", "utf-8")
    options = ["--request", "request", "--response", "response"]
    done = run("infer", "asked", *options, cwd=tmp_path)
    assert done.exit_code == 0, done.output
    written = "".join(files(tmp_path / "asked").values())
    key = key if kind != "number" or key.isdecimal() else "10203040"
    assert "secret" in written
    for one in [key, quote(key), *ways_to_write(key).values()]:
        assert one not in written


@pytest.mark.parametrize(
    "name",
    [
        *("password", "userPassword", "user_key", "apiKey", "client_secret", "private_key"),
        *("wstoken", "AWSAccessKeyId", "access-token", "licenceKey", "userPin"),
        *("appkey", "transferkey", "passwort", "secretkey", "authcode", "sid", "license", "sign"),
        *("key", "auth", "signature"),
    ],
)
@pytest.mark.parametrize("side", ["request", "answer"])
def test_a_field_that_is_called_after_keys_shows_none(tmp_path: Path, name: str, side: str) -> None:
    field = f"<{name}>s3cr3tpw</{name}>"
    asked, answered = (field, "") if side == "request" else ("", field)
    (tmp_path / "request").write_text(f"<r><action>ask</action><of>{asked}</of></r>", "utf-8")
    (tmp_path / "response").write_text(f"<a><ok>1</ok>{answered}</a>", "utf-8")
    options = ["--request", "request", "--response", "response"]
    done = run("infer", "asked", *options, cwd=tmp_path)
    assert done.exit_code == 0, done.output
    assert not any("s3cr3tpw" in text for text in files(tmp_path / "asked").values())
    made = read(tmp_path / "asked")
    fields = [one for kind in made.types for one in kind.fields]
    fields += made.actions[0].result.fields
    assert [one.secret for one in fields if folded(one.wire) == folded(name)] == [True]


def test_a_short_or_plain_word_is_taken_out_only_where_it_is_a_key(tmp_path: Path) -> None:
    text = "https://demo.example/?action=ask&uid=1&password=demo&count=1&mode=demo&n=12345678901"
    (tmp_path / "request").write_text(text, "utf-8")
    (tmp_path / "response").write_text("<a><ok>1</ok><mode>demo</mode></a>", "utf-8")
    options = ["--request", "request", "--response", "response"]
    assert run("infer", "asked", *options, cwd=tmp_path).exit_code == 0
    [example] = read(tmp_path / "asked").actions[0].examples
    assert [*example.wire.values()] == [
        "https://demo.example/?action=ask&uid=secret&password=secret&count=1&mode=demo&n=12345678901"
    ]
    assert "<mode>demo</mode>" in str(example.response)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "xml",
            " <?xml version='1.0' encoding='ISO-8859-1'?><r a = \"1\"> t <b>&#83;</b>u<c/></r>\n",
        ),
        ("xml", "<r><!-- &amp; --><b c='ü'><![CDATA[x]]></b> <d>1</d>\n</r>"),
        ("json", '{"a": [1, {"b": "\\u0053"}, [2]], "c": null, "d": 1.50}'),
        ("query", "https://a.example/?x=1\n  &y%5B0%5D=+2#z"),
        ("form", "a=1&b=&c"),
        ("lines", "a = 1\n  b=\nc=3 \n"),
        ("text", "OK: 17\n"),
    ],
)
def test_what_is_not_changed_stays_as_it_is_written(kind: str, text: str) -> None:
    def values(written: str, wanted: str = "") -> tuple[list[str], str]:
        """The values in a text, and the text with one of them changed."""
        met: list[str] = []

        def change(_: Way, value: str) -> str | None:
            met.append(value)
            return "NEW" if wanted and value == wanted else None

        changed = rewritten(written, kind, change)
        return met, changed

    met, same = values(text)
    assert same == text
    assert met
    for one in filter(None, met):
        again, _ = values(values(text, one)[1])
        assert again == ["NEW" if value == one else value for value in met]


@pytest.mark.parametrize(
    ("request_text", "told"),
    [
        ("curl 'https://a.example/?action=ask' -u me:s3cr3tpw", "basic:\n  user: user\n"),
        ("curl 'https://me:s3cr3tpw@a.example/?action=ask'", "basic:\n  user: user\n"),
        ("https://me:s3cr3tpw@a.example?action=ask", "basic:\n  user: user\n"),
        (
            "GET /?action=ask HTTP/1.1\nHost: a.example\nX-Token: {key}\nX-Secret: s3cr3tpw\n\n",
            "X-Token: '{token}'\n  X-Secret: '{secret}'\n",
        ),
        (
            "GET /?action=ask HTTP/1.1\nHost: a.example\nX-API-Key: s3cr3tpw\n\n",
            "headers:\n  X-Api-Key: '{api_key}'\n",
        ),
        (
            "curl 'https://a.example/?action=ask' -H 'Authorization: Bearer s3cr3tpw'",
            "Bearer {token}",
        ),
        (
            '{"action": "ask", "auth": {"login": "me", "secret": "s3cr3tpw"}}',
            "wire: auth/secret",
        ),
        (
            "<r><action>ask</action><login user='me' pw='s3cr3tpw'/></r>",
            "login/@pw",
        ),
    ],
)
def test_who_asks_is_said_in_the_spec_without_the_key(
    tmp_path: Path, request_text: str, told: str
) -> None:
    (tmp_path / "request").write_text(request_text, "utf-8")
    (tmp_path / "response").write_text("OK: 17", "utf-8")
    options = ["--request", "request", "--response", "response"]
    done = run("infer", "asked", *options, cwd=tmp_path)
    assert done.exit_code == 0, done.output
    assert told in (tmp_path / "asked/api.yaml").read_text("utf-8")
    assert not any("s3cr3tpw" in text for text in files(tmp_path / "asked").values())


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        ("https://a.example/?action=ask&user=user&password=password&id=1", "<a><user>1</user></a>"),
        ("action=ask&user=user&password=password&id=1", '{"user": 1, "ok": "yes"}'),
        ('{"action": "ask", "user": "user", "password": "password", "id": 1}', '{"user": 1}'),
        ("<r><action>ask</action><user>user</user><password>password</password></r>", "<a>1</a>"),
    ],
)
def test_a_page_may_show_a_name_as_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request_text: str, answer: str
) -> None:
    (tmp_path / "request").write_text(request_text, "utf-8")
    (tmp_path / "response").write_text(answer, "utf-8")
    options = ["--request", "request", "--response", "response"]
    done = run("infer", "asked", *options, cwd=tmp_path)
    assert done.exit_code == 0, done.output
    action = read(tmp_path / "asked").actions[0]
    [example] = action.examples
    [wire] = example.wire.values()
    assert "password" in wire
    assert "secret" in wire
    assert str(example.response).strip() == answer


def test_an_ordinary_parameter_may_be_called_key(tmp_path: Path) -> None:
    spec = begun(next(one for one in CASES if one.name == "refined"), tmp_path)
    (tmp_path / "request").write_text("https://my-api.example/api?action=tune&key=colour", "utf-8")
    answer = "<response><status>ok</status><colour>red</colour></response>"
    (tmp_path / "response").write_text(answer, "utf-8")
    options = ["--request", "request", "--response", "response"]
    done = run("infer", spec.name, *options, cwd=tmp_path)
    assert done.exit_code == 0, done.output
    assert "key: colour" in (spec / "actions/tune.yaml").read_text("utf-8")


def test_a_key_of_which_the_spec_says_nothing_is_taken_out(tmp_path: Path) -> None:
    spec = begun(next(one for one in CASES if one.name == "refined"), tmp_path)
    transport = next(iter(read(spec).transports))
    assert transport.format == "xml"
    action = "<action>ask</action><login><password>s3cr3tpw</password></login>"
    (tmp_path / "request").write_text(f"<{transport.root}>{action}</{transport.root}>", "utf-8")
    answer = "<response><status>ok</status></response>"
    (tmp_path / "response").write_text(answer, "utf-8")
    options = ["--request", "request", "--response", "response"]
    done = run("infer", spec.name, *options, cwd=tmp_path)
    assert done.exit_code == 0, done.output
    assert not any("s3cr3tpw" in text for text in files(spec).values())


@pytest.mark.parametrize(
    "header",
    [
        "Authorization: Bearer s3cr3tpw",
        "X-Api-Key: s3cr3tpw",
        "Authorization: Basic me:s3cr3tpw",
        "Authorization: AWS4-HMAC-SHA256 Credential=s3cr3tpw, Signature=s3cr3tpw",
    ],
)
def test_a_key_of_a_header_is_taken_out_of_answers(tmp_path: Path, header: str) -> None:
    command = f"curl 'https://a.example/?action=ask&n=1' -H '{header}'"
    (tmp_path / "request").write_text(command, "utf-8")
    echo = "" if "AWS4" in header else "<echo>s3cr3tpw</echo>"
    (tmp_path / "response").write_text(f"<a><ok>1</ok>{echo}</a>", "utf-8")
    options = ["--request", "request", "--response", "response"]
    done = run("infer", "asked", *options, cwd=tmp_path)
    assert done.exit_code == 0, done.output
    assert not any("s3cr3tpw" in text for text in files(tmp_path / "asked").values())


def test_who_asks_is_no_part_of_an_address(tmp_path: Path) -> None:
    (tmp_path / "request").write_text("curl 'https://me:s3cr3tpw@a.example/?action=ask'", "utf-8")
    (tmp_path / "response").write_text("OK: 17", "utf-8")
    options = ["--request", "request", "--response", "response"]
    assert run("infer", "asked", *options, cwd=tmp_path).exit_code == 0
    assert "url: https://a.example/\n" in (tmp_path / "asked/api.yaml").read_text("utf-8")
    assert not any("s3cr3tpw" in text for text in files(tmp_path / "asked").values())
