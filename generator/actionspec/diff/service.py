"""The service as a whole: the client's class, its arguments, and how requests go out."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.diff.change import Change, Spot, instead, quoted
from actionspec.diff.conventions import outcome_changes, response_changes
from actionspec.diff.versions import Versions, pair
from actionspec.diff.words import DESCRIBED, text_changes
from actionspec.model import Basic, Credential, Signature, Transport

_LAYOUTS = (
    "root",
    "namespace",
    "field",
    "names",
    "actions",
    "lists",
    "nesting",
    "maps",
    "constants",
)


def service_changes(versions: Versions) -> Iterator[Change]:
    """What has become of the client as a whole."""
    old, new, spot = versions.old, versions.new, versions.spot
    yield from _names(versions)
    if old.url != new.url:
        message = f"Requests go to {instead(new.url, old.url)}."
        yield spot.inside("url").change("url-changed", message, f"{old.name}(base_url=)")
    yield from _credentials(versions)
    yield from _transports(versions)
    yield from _settings(versions)
    nothing = spot.inside(name="")
    for part, verb in (("constants", "have"), ("headers", "have"), ("dispatch", "has")):
        if getattr(old, part) != getattr(new, part):
            message = f"The `{part}` of requests {verb} changed."
            yield nothing.inside(part).change("wire-changed", message)
    for part in ("basic", "signature"):
        if _signing(getattr(old, part)) != _signing(getattr(new, part)):
            message = f"The `{part}` of requests has changed."
            yield nothing.inside(part).change("signing-changed", message)
    yield from response_changes(nothing.inside("response"), (old.response, new.response))
    yield from outcome_changes(nothing.inside("outcome"), "", (old.outcome, new.outcome))
    yield from _faults(versions)
    yield from text_changes(nothing, "the API", old, new, ("title", "description"))
    if {one.name: one.meaning for one in old.terms} != {one.name: one.meaning for one in new.terms}:
        yield nothing.inside("terms").change("terms-changed", "The explained words have changed.")


def _signing(means: Basic | Signature | None) -> object:
    """How requests prove who sends them, whatever is told of the credentials."""
    match means:
        case Basic():
            return means.user.name, means.password.name
        case Signature():
            names = sorted(means.without)
            return [
                means.secret.name,
                names,
                means.field,
                means.hash,
                means.encoding,
                means.place,
                means.pair,
                means.joiner,
                means.quoted,
                means.lower,
            ]
        case None:
            return None


def _names(versions: Versions) -> Iterator[Change]:
    old, new, spot = versions.old, versions.new, versions.spot
    if old.package != new.package:
        message = f"The package is called `{new.package}` instead of `{old.package}`."
        yield spot.inside("package").change("package-renamed", message, old.package)
    if old.name != new.name:
        message = f"The client is called `{new.name}` instead of `{old.name}`."
        names = (old.name, f"Async{old.name}", f"{old.name}Error")
        yield spot.inside("name").change("client-renamed", message, *names)
    if old.version != new.version:
        message = f"The version is {instead(new.version, old.version)}."
        yield spot.inside("version", name="").change("version-changed", message)


def _credentials(versions: Versions) -> Iterator[Change]:
    old, new = versions.old, versions.new
    pairs = pair(old.credentials, new.credentials, lambda one: one.name)

    def at(name: str) -> Spot:
        return versions.spot.inside("credentials", name, name=f"{old.name}({name}=)")

    for gone in pairs.gone:
        message = f"The credential `{gone.name}` is gone."
        yield at(gone.name).gone().change("credential-removed", message)
    for come in pairs.come:
        message = f"The credential `{come.name}` is new."
        yield at(come.name).come().change("credential-added", message)
    for one, other in pairs.kept:
        yield from _credential(at(other.name), one, other)
    names = [[one.name for one in api.credentials] for api in (old, new)]
    before, now = ([name for name in each if all(name in all_ for all_ in names)] for each in names)
    if before != now:
        message = "The credentials stand in another order."
        spot = versions.spot.inside("credentials", name=f"{old.name}()")
        yield spot.change("credentials-reordered", message)


def _credential(spot: Spot, old: Credential, new: Credential) -> Iterator[Change]:
    before, now = old.environment, new.environment
    if before != now:
        message = f"`{new.name}` is looked for in {_variable(now)} instead of {_variable(before)}."
        kind = "environment-changed" if before else "environment-added"
        yield spot.inside("environment").change(kind, message, *([before] if before else []))
    if old.secret != new.secret:
        kind = "masking-added" if new.secret else "masking-removed"
        message = f"`{new.name}` is {'' if new.secret else 'not '}secret now."
        yield spot.inside("secret").change(kind, message)
    if (old.wire, old.placed) != (new.wire, new.placed):
        message = f"`{new.name}` stands elsewhere in requests, or under another name."
        yield spot.inside(name="").change("signing-changed", message)
    yield from text_changes(spot, f"`{new.name}`", old, new, ("description",))


def _variable(name: str | None) -> str:
    return f"the environment variable `{name}`" if name else "no environment variable"


def _transports(versions: Versions) -> Iterator[Change]:
    old, new = versions.old, versions.new
    pairs = pair(old.transports, new.transports, lambda one: one.name)
    spot = versions.spot.inside("transports")

    def at(name: str) -> Spot:
        return spot.inside(name, name=f'{old.name}(transport="{name}")')

    for gone in pairs.gone:
        message = f"The transport `{gone.name}` is gone."
        yield at(gone.name).gone().change("transport-removed", message)
    for come in pairs.come:
        message = f"The transport `{come.name}` is new."
        yield at(come.name).come().change("transport-added", message)
    for one, other in pairs.kept:
        yield from _transport(at(other.name), one, other)
    before, now = old.transports[0].name, new.transports[0].name
    if before != now:
        message = f"Clients that name no transport use `{now}` instead of `{before}`."
        yield spot.change("default-transport-changed", message, f"{old.name}(transport=)")


def _transport(spot: Spot, old: Transport, new: Transport) -> Iterator[Change]:
    if (old.format, old.method) != (new.format, new.method):
        message = f"`{new.name}` sends `{new.format}` by `{new.method}`"
        message += f" instead of `{old.format}` by `{old.method}`."
        yield spot.inside("format").change("transport-format-changed", message)
    changed = [one for one in _LAYOUTS if getattr(old, one) != getattr(new, one)]
    if changed:
        message = f"`{new.name}` writes requests otherwise: {', '.join(map(quoted, changed))}."
        inner = spot.inside(changed[0], name="")
        yield inner.change("transport-layout-changed", message)
    yield from text_changes(spot, f"the transport `{new.name}`", old, new, ("description",))


def _settings(versions: Versions) -> Iterator[Change]:
    old, new = versions.old, versions.new
    pairs = pair(old.settings, new.settings, lambda one: one.name)

    def at(name: str) -> Spot:
        return versions.spot.inside("settings", name, name=f"{old.name}({name}=)")

    for gone in pairs.gone:
        message = f"The setting `{gone.name}` is gone."
        yield at(gone.name).gone().change("setting-removed", message)
    for come in pairs.come:
        message = f"The setting `{come.name}` is new."
        yield at(come.name).come().change("setting-added", message)
    for one, other in pairs.kept:
        spot = at(other.name)
        if one.default != other.default:
            message = f"`{other.name}` is {'on' if other.default else 'off'} unless it is named."
            yield spot.inside("default").change("setting-default-changed", message)
        yield from text_changes(spot, f"`{other.name}`", one, other, DESCRIBED)


def _faults(versions: Versions) -> Iterator[Change]:
    reasons = {
        "request": "A request that is wrong without a code of its own",
        "credentials": "A missing or wrong credential",
        "body": "A body that cannot be read",
    }
    for part, who in reasons.items():
        before, now = getattr(versions.old.faults, part), getattr(versions.new.faults, part)
        if not versions.same_row(before, now):
            message = f"{who} raises `{now.class_name}` instead of `{before.class_name}`."
            spot = versions.spot.inside("faults", part, name=before.class_name)
            yield spot.change("fault-changed", message)
