"""Actions: the methods of the client."""

from __future__ import annotations

from collections.abc import Iterator

from actionspec.diff.change import Change, Spot, listed
from actionspec.diff.conventions import outcome_changes, response_changes
from actionspec.diff.members import Holder, field_changes, parameter_changes
from actionspec.diff.rules import action_rule_changes
from actionspec.diff.versions import Pairs, Versions, pair, pair_all, renamed
from actionspec.diff.words import text_changes
from actionspec.model import Action, Example, Field, Pages, Parameter

_WORDS = ("summary", "description", "notes", "source", "status")


def action_changes(versions: Versions) -> Iterator[Change]:
    """What has become of the actions."""
    pairs = _paired(versions)
    for gone in pairs.gone:
        spot = _at(versions, gone, gone).gone()
        yield spot.change("action-removed", f"The method `{gone.name}` is gone.", f"{spot.name}()")
    for come in pairs.come:
        spot = _at(versions, come, come).come()
        yield spot.change("action-added", f"The method `{come.name}` is new.", f"{spot.name}()")
    for old, new in pairs.kept:
        yield from _action(versions, old, new)


def _paired(versions: Versions) -> Pairs[Action]:
    """The same action has the same name at the vendor's, or the same method or a former one."""
    by_vendor = pair(versions.old.actions, versions.new.actions, lambda one: one.action)
    by_method = pair(
        by_vendor.gone, versions.new.actions, lambda one: one.name, lambda one: one.renamed_from
    )
    return pair_all(by_vendor, by_method)


def _at(versions: Versions, old: Action, new: Action) -> Spot:
    steps = ("actions",)
    spot = Spot(new.action, steps, steps)
    return spot.between((old.action,), (new.action,), f"{versions.old.name}.{old.name}")


def _action(versions: Versions, old: Action, new: Action) -> Iterator[Change]:
    spot = _at(versions, old, new)
    yield from _names(versions, spot, old, new)
    yield from _effect(spot, old, new)
    yield from _deprecated(spot.inside("deprecated", name=f"{spot.name}()"), old, new)
    parameters: Holder[Parameter] = Holder(
        versions, spot.inside(name=f"{spot.name}({{}}=)"), "parameters", "parameter", True, False
    )
    yield from parameter_changes(parameters, old.parameters, new.parameters)
    yield from action_rule_changes(versions, spot, old, new)
    fields: Holder[Field] = Holder(
        versions, spot.inside(name=f"{old.result.name}.{{}}"), "returns", "field", False, True
    )
    yield from field_changes(fields, old.result.fields, new.result.fields)
    yield from _result_name(spot, old, new)
    yield from _pages(versions, spot, old, new)
    yield from _transports(versions, spot, old, new)
    yield from _codes(versions, spot, old, new)
    usual = versions.old, versions.new
    yield from response_changes(spot.inside("response"), (old.response, new.response), usual)
    yield from outcome_changes(
        spot.inside("outcome"), old.result.name, (old.outcome, new.outcome), usual
    )
    yield from _texts(spot, old, new)


def _names(versions: Versions, spot: Spot, old: Action, new: Action) -> Iterator[Change]:
    if (old.action, old.wire, old.constants) != (new.action, new.wire, new.constants):
        message = "Requests name the action otherwise, or hold other constants."
        yield spot.inside("wire").change("wire-changed", message)
    name = spot.inside("name")
    if old.name not in {new.name, *new.renamed_from}:
        message = f"The method `{old.name}` is called `{new.name}` now."
        yield name.change("method-name-changed", message, f"{spot.name}()")
    yield from renamed(
        name.inside(name=f"{versions.old.name}.{{}}()"),
        (old.name, old.renamed_from),
        (new.name, new.renamed_from),
        "method-renamed",
        (
            {one.name for one in versions.old.actions},
            {one.name for one in versions.new.actions},
        ),
    )


def _effect(spot: Spot, old: Action, new: Action) -> Iterator[Change]:
    if old.effect == new.effect:
        return
    kind = "effect-reworded"
    if new.effect == "read":
        kind = "effect-read"
    elif old.effect == "read":
        kind = "effect-not-read"
    message = f"The effect is `{new.effect}`; it was `{old.effect}`."
    yield spot.inside("effect", name=f"{spot.name}()").change(kind, message)


def _deprecated(spot: Spot, old: Action, new: Action) -> Iterator[Change]:
    if new.deprecated and not old.deprecated:
        yield spot.change("deprecated", f"Calls of `{new.name}` warn.")
    elif old.deprecated and not new.deprecated:
        yield spot.change("deprecation-ended", f"Calls of `{new.name}` do not warn.")
    else:
        yield from text_changes(spot, f"`{new.name}`", old, new, ("deprecated",))


def _result_name(spot: Spot, old: Action, new: Action) -> Iterator[Change]:
    before, now = old.result.name, new.result.name
    if before == now:
        return
    # The class of a result that has no name of its own follows its method.
    follows = before == f"{old.class_name}Result" and now == f"{new.class_name}Result"
    kind = "class-renamed" if follows and old.name in new.renamed_from else "result-renamed"
    message = f"The result is a `{now}` instead of a `{before}`."
    yield spot.inside("result").change(kind, message, before)


def _pages(versions: Versions, spot: Spot, old: Action, new: Action) -> Iterator[Change]:
    spot = spot.inside("pages")
    client, before, now = versions.old.name, old.pages, new.pages
    if before is None and now is not None:
        message = f"`{now.name}` walks through all pages."
        yield spot.come().change("pages-added", message, f"{client}.{now.name}()")
    elif before is not None and now is None:
        message = f"`{before.name}`, which walked through all pages, is gone."
        yield spot.gone().change("pages-removed", message, f"{client}.{before.name}()")
    elif before is not None and now is not None:
        name = f"{client}.{before.name}()"
        if before.name not in {now.name, *new.former_pages}:
            message = f"`{before.name}` is called `{now.name}` now."
            yield spot.inside("name").change("pages-renamed", message, name)
        yield from renamed(
            spot.inside("name", name=f"{client}.{{}}()"),
            (before.name, old.former_pages),
            (now.name, new.former_pages),
            "method-renamed",
            (
                {one.pages.name for one in versions.old.actions if one.pages},
                {one.pages.name for one in versions.new.actions if one.pages},
            ),
        )
        if before.items.name not in {now.items.name, *now.items.renamed_from}:
            message = f"`{now.name}` walks through `{now.items.name}`."
            yield spot.inside("items").change("pages-items-changed", message, name)
        if _way_on(before) != _way_on(now):
            message = f"`{now.name}` asks for the next page in another way."
            yield spot.change("pages-changed", message, name)


def _way_on(pages: Pages) -> tuple[object, ...]:
    """How pages follow each other, in names of the wire: those of Python may have changed."""
    fields = (pages.field, pages.more, pages.total)
    places = tuple(one and one.plain_wire for one in fields)
    return pages.kind, str(pages.parameter.wire), pages.first, *places


def _transports(versions: Versions, spot: Spot, old: Action, new: Action) -> Iterator[Change]:
    spot = spot.inside("transports", name=f"{spot.name}()")
    both = {one.name for one in versions.old.transports} & {
        one.name for one in versions.new.transports
    }
    before = {one.name for one in old.transports} & both
    now = {one.name for one in new.transports} & both
    if before - now:
        message = f"It cannot be called with {listed(sorted(before - now))} any more."
        yield spot.change("action-transport-removed", message)
    if now - before:
        message = f"It can be called with {listed(sorted(now - before))}."
        yield spot.change("action-transport-added", message)


def _codes(versions: Versions, spot: Spot, old: Action, new: Action) -> Iterator[Change]:
    """Codes that are general are told of where the table is."""
    spot = spot.inside("errors")
    present = {one.code: other for one, other in versions.errors.kept}
    before = {present[one.code].code for one in old.errors if one.code in present}
    now = {one.code: one for one in new.errors}
    more = [one for code, one in now.items() if code not in before and not one.general]
    if more:
        message = f"It may answer {listed([one.code for one in more])}."
        yield spot.change("action-code-added", message, *(one.class_name for one in more))
    less = [
        one
        for one in old.errors
        if one.code in present and present[one.code].code not in now and not one.general
    ]
    if less:
        message = f"It does not answer {listed([one.code for one in less])} any more."
        yield spot.change("action-code-removed", message, *(one.class_name for one in less))


def _texts(spot: Spot, old: Action, new: Action) -> Iterator[Change]:
    yield from text_changes(spot, f"`{new.name}`", old, new, _WORDS)
    if old.find_out != new.find_out:
        message = "How to find out what became of a lost request has changed."
        yield spot.inside("find_out").change("texts-changed", message)
    if _examples(old) != _examples(new):
        yield spot.inside("examples").change("examples-changed", "The examples have changed.")
    if _reports(old) != _reports(new):
        message = "The reports that follow a request have changed."
        yield spot.inside("postbacks").change("reports-changed", message)


def _reports(action: Action) -> list[tuple[object, ...]]:
    return [
        (one.postback.structure.name, one.condition and one.condition.name, one.usual)
        for one in action.reports
    ]


def _examples(action: Action) -> dict[str, tuple[object, ...]]:
    """What the examples say, whatever their order."""
    return {one.name: _exchange(one) for one in action.examples}


def _exchange(example: Example) -> tuple[object, ...]:
    """What an example says, where codes stand for their rows of the table."""
    failure = example.failure
    told = failure and (failure.error.code, failure.message, failure.details)
    return (
        example.request,
        example.credentials,
        example.wire,
        example.response,
        example.http_status,
        example.result,
        told,
        example.source,
        example.status,
    )
