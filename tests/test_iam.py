"""The IAM client against moto, which stands in for the service and keeps what it is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Generator, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import httpx2
import pytest
from botocore.auth import SigV4Auth  # type: ignore[import-untyped]
from botocore.awsrequest import AWSRequest  # type: ignore[import-untyped]
from botocore.credentials import Credentials  # type: ignore[import-untyped]
from moto.server import ThreadedMotoServer

import iam
from iam import AccessKey, AsyncIam, Iam, Outcome, StatusType, Tag

KEY = "AKIAIOSFODNN7EXAMPLE"
ALLOW = {"Effect": "Allow"}
SERVICE = {"Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [{**ALLOW, **SERVICE}]})


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    """The URL of a service on loopback that lives as long as the tests."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}/"
    server.stop()


@pytest.fixture
def url(moto: str) -> str:
    """The URL of the service, with nothing in its account."""
    httpx2.post(f"{moto}moto-api/reset").raise_for_status()
    return moto


@pytest.fixture
def sent() -> list[httpx2.Request]:
    """The requests of the client, as they left."""
    return []


@pytest.fixture
def client(url: str, sent: list[httpx2.Request]) -> Iterator[Iam]:
    with (
        httpx2.Client(event_hooks={"request": [sent.append]}) as http,
        Iam(KEY, base_url=url, http_client=http, retry=None) as client,
    ):
        yield client


@pytest.fixture
def key(url: str, client: Iam, sent: list[httpx2.Request]) -> Iterator[AccessKey]:
    """The key of a user who may do anything, at a service that checks signatures from now on."""
    client.create_user(user_name="ann")
    key = client.create_access_key(user_name="ann").access_key
    allowed = {"Version": "2012-10-17", "Statement": {**ALLOW, "Action": "*", "Resource": "*"}}
    policy = {"UserName": "ann", "PolicyName": "all", "PolicyDocument": json.dumps(allowed)}
    httpx2.post(
        url,
        data={"Action": "PutUserPolicy", "Version": "2010-05-08", **policy},
        headers={"Authorization": sent[0].headers["Authorization"]},
    ).raise_for_status()
    httpx2.post(f"{url}moto-api/reset-auth", content="0").raise_for_status()
    yield key
    httpx2.post(f"{url}moto-api/reset-auth", content="inf").raise_for_status()


class Signer(httpx2.Auth):
    """Signs requests in the way of the real service."""

    requires_request_body = True

    def __init__(self, key: str, secret: str) -> None:
        self._signer = SigV4Auth(Credentials(key, secret), "iam", "us-east-1")

    def auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        headers = {name: request.headers[name] for name in ("Host", "Content-Type")}
        signed = AWSRequest(request.method, str(request.url), headers, request.content)
        self._signer.add_auth(signed)
        request.headers.update(dict(signed.headers))
        yield request


# Users and their tags.


@pytest.mark.parametrize("transport", ["form", "query"])
def test_a_user_is_found_as_it_was_created(url: str, transport: str) -> None:
    tags = [Tag(key="Dept", value="R&D, 2nd floor"), Tag(key="Team", value="Zürich")]
    with Iam(KEY, base_url=url, transport=transport, retry=None) as client:  # type: ignore[arg-type]
        created = client.create_user(user_name="ann", path="/staff/", tags=tags).user
        assert client.get_user(user_name="ann").user == created
    assert (created.user_name, created.path) == ("ann", "/staff/")
    assert created.arn == "arn:aws:iam::123456789012:user/staff/ann"
    assert created.tags == tuple(tags)
    assert created.password_last_used is None


def test_times_are_of_utc(client: Iam) -> None:
    created = client.create_user(user_name="ann").user.create_date
    assert created is not None
    assert created.tzinfo is UTC
    assert abs(datetime.now(UTC) - created) < timedelta(minutes=5)


def test_users_below_a_path_are_walked_through(client: Iam) -> None:
    for name in "abcde":
        client.create_user(user_name=name, path="/in/")
    client.create_user(user_name="f", path="/out/")
    walked = client.iterate_users(path_prefix="/in/", max_items=2)
    assert sorted(str(user.user_name) for user in walked) == list("abcde")


def test_tags_of_a_user_come_and_go(client: Iam) -> None:
    client.create_user(user_name="ann")
    client.tag_user(user_name="ann", tags=[Tag(key=key, value=key.lower()) for key in "ABC"])
    client.tag_user(user_name="ann", tags=[Tag(key="B", value="new")])
    assert {tag.key: tag.value for tag in client.iterate_user_tags(user_name="ann")} == {
        "A": "a",
        "B": "new",
        "C": "c",
    }
    client.untag_user(user_name="ann", tag_keys=["A", "C"])
    assert client.list_user_tags(user_name="ann").tags == (Tag(key="B", value="new"),)


def test_a_tag_can_have_an_empty_value(client: Iam, sent: list[httpx2.Request]) -> None:
    client.create_user(user_name="ann", tags=[Tag(key="Temporary", value="")])
    assert sent[0].content.endswith(b"&Tags.member.1.Key=Temporary&Tags.member.1.Value=")
    assert client.list_user_tags(user_name="ann").tags == (Tag(key="Temporary", value=""),)


def test_a_renamed_user_is_the_same_user(client: Iam) -> None:
    before = client.create_user(user_name="ann").user
    client.update_user(user_name="ann", new_user_name="anne")
    after = client.get_user(user_name="anne").user
    assert after.user_id == before.user_id


# Groups.


def test_users_of_groups(client: Iam) -> None:
    group = client.create_group(group_name="staff", path="/all/").group
    for name in ("ann", "ben"):
        client.create_user(user_name=name)
        client.add_user_to_group(group_name="staff", user_name=name)
    told = client.get_group(group_name="staff")
    assert told.group == group
    assert {user.user_name for user in told.users} == {"ann", "ben"}
    assert client.list_groups_for_user(user_name="ann").groups == (group,)
    client.remove_user_from_group(group_name="staff", user_name="ann")
    assert [user.user_name for user in client.iterate_group_users(group_name="staff")] == ["ben"]


def test_groups_are_listed_until_they_are_deleted(client: Iam) -> None:
    client.create_group(group_name="staff")
    assert [group.group_name for group in client.list_groups().groups] == ["staff"]
    client.delete_group(group_name="staff")
    assert client.list_groups().groups == ()


# Roles.


def test_a_role_keeps_its_trust_policy(client: Iam) -> None:
    client.create_role(
        role_name="backup",
        assume_role_policy_document=TRUST,
        description='For <backups> & "restores"',
        max_session_duration=3600,
    )
    role = client.get_role(role_name="backup").role
    assert json.loads(unquote(role.assume_role_policy_document or "")) == json.loads(TRUST)
    assert role.description == 'For <backups> & "restores"'
    assert role.max_session_duration == 3600
    client.delete_role(role_name="backup")
    assert client.list_roles().roles == ()


def test_roles_come_page_by_page(client: Iam, sent: list[httpx2.Request]) -> None:
    for name in "abcde":
        client.create_role(role_name=name, assume_role_policy_document=TRUST)
    page = client.list_roles(max_items=2)
    assert (len(page.roles), page.is_truncated, page.marker) == (2, True, "2")
    sent.clear()
    assert sorted(role.role_name for role in client.iterate_roles(max_items=2)) == list("abcde")
    assert [request.content.partition(b"Marker=")[2][:1] for request in sent] == [b"", b"2", b"4"]


def test_the_tags_of_a_role_come_one_by_one(client: Iam) -> None:
    client.create_role(role_name="backup", assume_role_policy_document=TRUST)
    tags = tuple(Tag(key=key, value=key.lower()) for key in "ABC")
    client.tag_role(role_name="backup", tags=tags)
    page = client.list_role_tags(role_name="backup", max_items=1)
    assert (page.tags, page.is_truncated) == (tags[:1], True)
    rest = client.iterate_role_tags(role_name="backup", marker=page.marker, max_items=1)
    assert tuple(rest) == tags[1:]
    client.untag_role(role_name="backup", tag_keys=["A", "B", "C"])
    assert client.list_role_tags(role_name="backup").tags == ()


# Access keys.


def test_an_access_key_is_switched_off_and_deleted(client: Iam) -> None:
    client.create_user(user_name="ann")
    key = client.create_access_key(user_name="ann").access_key.access_key_id
    client.update_access_key(user_name="ann", access_key_id=key, status=StatusType.INACTIVE)
    (listed,) = client.list_access_keys(user_name="ann").access_keys
    assert (listed.access_key_id, listed.status) == (key, StatusType.INACTIVE)
    client.delete_access_key(user_name="ann", access_key_id=key)
    assert list(client.iterate_access_keys(user_name="ann")) == []


def test_the_secret_of_a_new_key_is_told_but_not_shown(client: Iam) -> None:
    client.create_user(user_name="ann")
    created = client.create_access_key(user_name="ann")
    secret = created.access_key.secret_access_key
    assert len(secret) == 40
    assert secret not in f"{created!r} {created} {created.access_key!r}"
    assert created.access_key.access_key_id in repr(created)


# The account.


def test_the_account_is_counted(client: Iam) -> None:
    before = client.get_account_summary().summary_map
    client.create_user(user_name="ann")
    after = client.get_account_summary().summary_map
    assert (before["Users"], after["Users"]) == (0, 1)
    assert after["AccessKeysPerUserQuota"] == 2


# Answers without a result, and failures.


def test_an_answer_without_a_result_is_one(client: Iam) -> None:
    client.create_user(user_name="ann")
    assert client.delete_user(user_name="ann") == iam.DeleteUserResult()


def test_a_user_that_is_not_there(client: Iam) -> None:
    with pytest.raises(iam.NoSuchEntityError) as caught:
        client.get_user(user_name="nobody")
    error = caught.value
    assert (error.code, error.status, error.outcome) == ("NoSuchEntity", 404, Outcome.REJECTED)
    assert (error.kind, error.name) == ("user", "nobody")
    assert list(error.details) == ["RequestId"]
    assert isinstance(error, iam.EntityError)


def test_a_name_that_is_taken(client: Iam) -> None:
    client.create_user(user_name="ann")
    with pytest.raises(iam.EntityAlreadyExistsError) as caught:
        client.create_user(user_name="ann")
    assert (caught.value.status, caught.value.outcome) == (409, Outcome.REJECTED)


def test_more_keys_than_a_user_may_have(client: Iam) -> None:
    client.create_user(user_name="ann")
    for _ in range(2):
        client.create_access_key(user_name="ann")
    with pytest.raises(iam.LimitExceededError) as caught:
        client.create_access_key(user_name="ann")
    assert (caught.value.quota, caught.value.limit) == ("AccessKeysPerUser", 2)


def test_what_breaks_a_rule_is_not_sent(client: Iam, sent: list[httpx2.Request]) -> None:
    for call in (
        lambda: client.create_user(user_name=""),
        lambda: client.create_user(user_name="x" * 65),
        lambda: client.list_users(max_items=0),
        lambda: client.list_users(max_items=1001),
        lambda: client.tag_user(user_name="ann", tags=[]),
        lambda: client.untag_user(user_name="ann", tag_keys=["x"] * 51),
        lambda: client.create_role(
            role_name="r", assume_role_policy_document="{}", max_session_duration=60
        ),
    ):
        with pytest.raises(iam.ValidationError) as caught:
            call()
        assert caught.value.outcome is Outcome.NOT_SENT
    assert sent == []


# Who sends a request.


def test_a_request_names_its_access_key(client: Iam, sent: list[httpx2.Request]) -> None:
    client.get_account_summary()
    assert sent[0].headers["Authorization"] == (
        f"AWS4-HMAC-SHA256 Credential={KEY}/20260101/us-east-1/iam/aws4_request, "
        "SignedHeaders=host, Signature=unsigned"
    )
    assert KEY.encode() not in sent[0].content


def test_a_signed_request_convinces_the_service(url: str, key: AccessKey) -> None:
    with (
        httpx2.Client(auth=Signer(key.access_key_id, key.secret_access_key)) as http,
        Iam(key.access_key_id, base_url=url, http_client=http, retry=None) as client,
    ):
        assert client.get_user().user.user_name == "ann"


def test_another_signature_does_not(url: str, key: AccessKey) -> None:
    with (
        httpx2.Client(auth=Signer(key.access_key_id, "another secret")) as http,
        Iam(key.access_key_id, base_url=url, http_client=http, retry=None) as client,
        pytest.raises(iam.UnknownCodeError) as caught,
    ):
        client.get_user()
    # moto puts the code of this failure deeper into its answer than the service does.
    assert caught.value.status == 403
    assert "<Code>SignatureDoesNotMatch</Code>" in caught.value.answer


# All of it awaited.


def test_asynchronous_calls(url: str) -> None:
    async def calls() -> None:
        async with AsyncIam(KEY, base_url=url, retry=None) as client:
            user = (await client.create_user(user_name="ann")).user
            assert (await client.get_user(user_name="ann")).user == user
            with pytest.raises(iam.NoSuchEntityError):
                await client.get_user(user_name="nobody")
            with pytest.raises(iam.ValidationError):
                await client.list_users(max_items=0)

    asyncio.run(calls())


def test_asynchronous_pages(url: str) -> None:
    async def walk() -> list[str]:
        async with AsyncIam(KEY, base_url=url, retry=None) as client:
            for name in "abcde":
                await client.create_role(role_name=name, assume_role_policy_document=TRUST)
            return [role.role_name async for role in client.iterate_roles(max_items=2)]

    assert sorted(asyncio.run(walk())) == list("abcde")
