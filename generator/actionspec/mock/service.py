"""What the service does with a request: it refuses it, or accepts it and reports on it later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from actionspec.mock.acceptances import Acceptance, acceptance, as_printed
from actionspec.mock.answers import empty_code
from actionspec.mock.credentials import credentials_are_right
from actionspec.mock.dispatch import find_action, fixed_fields
from actionspec.mock.memory import Memory
from actionspec.mock.postbacks import SentPostback, kinds_of, postbacks
from actionspec.mock.problem import UnknownWishError, known
from actionspec.mock.received import Reading, Received
from actionspec.mock.refusals import filled, refusal
from actionspec.mock.rules import broken_rule
from actionspec.mock.steps import Step
from actionspec.mock.writing import Answer
from actionspec.model import Action, Api, ErrorCode, Example


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service makes of a request.

    Attributes:
        code: The code of the answer; None if it tells of no failure.
        accepted: Whether the service does what the request asks for.
        postbacks: What it reports later.
    """

    answer: Answer
    code: str | None = None
    accepted: bool = False
    postbacks: tuple[SentPostback, ...] = ()


class Service:
    """An API as the mock server plays it.

    Attributes:
        api: The API.
        credentials: The only values of credentials, by name, that are accepted. Of a credential
            that is not named here, any value will do that is not empty.
        answer: The code to answer every request with; None to obey the rules.
        settings: The settings of the account. One that is not named here is as the spec says.
        postback_kinds: The classes of postbacks to send; none for what comes if all goes well.
        reporting: Whether postbacks are sent at all.
        memory: What exists; None if everything does.
    """

    def __init__(
        self,
        api: Api,
        credentials: Mapping[str, str],
        answer: str | None,
        settings: Mapping[str, bool],
        postback_kinds: Sequence[str],
    ) -> None:
        """Check the names.

        Raises:
            SetUpError: The API has no such name.
        """
        for name in credentials:
            known(name, [one.name for one in api.credentials], "credential")
        for name in settings:
            known(name, [one.name for one in api.settings], "setting")
        for name in postback_kinds:
            known(name, [one.structure.name for one in api.postback_kinds], "postback")
        if answer is not None:
            known(answer, [one.code for one in api.errors], "code")
        self.api = api
        self.credentials = credentials
        self.answer = answer
        self.settings = settings
        self.postback_kinds = postback_kinds
        self.reporting = False
        self.memory: Memory | None = None

    def read(self, received: Received) -> tuple[Reading, Action | None]:
        """What a request says, and the action that it is for; noted in the request.

        Raises:
            UnreadableRequestError: No transport of the API sends such a request.
        """
        readings = received.readings(self.api)
        found = ((one, find_action(self.api, received, one)) for one in readings)
        reading, action = next((one for one in found if one[1]), (readings[0], None))
        received.transport = reading.transport.name
        if action:
            received.action = action.action
            fixed = fixed_fields(self.api, reading, action)
            received.parameters = reading.content.parameters(action, fixed)
        return reading, action

    def reply(
        self, received: Received, reading: Reading | None, action: Action | None, step: Step
    ) -> Reply:
        """The answer to a request that reaches the service.

        Args:
            received: The request.
            reading: What it says; None if nobody can read it.
            action: The action that it is for, if there is such an action.
            step: The code or the example to answer.

        Raises:
            UnknownWishError: The action has no such example.
        """
        faults = self.api.faults
        code = step.code or (None if step.example else self.answer)
        if code is not None:
            wanted = next(one for one in self.api.errors if one.code == code)
            message = filled(wanted, step.values) if step.values else None
            return self._refused(action, wanted, message)
        if reading is None:
            return self._refused(None, faults.body)
        if not credentials_are_right(self.api, received, reading, action, self.credentials):
            return self._refused(action, faults.credentials)
        if action is None:
            return self._refused(None, faults.request)
        if step.example is not None:
            return self._printed(action, _example(action, step.example), received)
        if error := broken_rule(self.api, action, received.parameters, self._settings_on):
            return self._refused(action, error)
        if self.memory and (error := self.memory.objection(action, received.parameters)):
            return self._refused(action, error)
        renew = self.memory.with_new_ids if self.memory else None
        accepted = acceptance(self.api, action, received.parameters, renew)
        return self._accepted(action, accepted, received)

    def _refused(
        self, action: Action | None, error: ErrorCode, message: str | None = None
    ) -> Reply:
        return Reply(refusal(self.api, action, error, message), error.code)

    def _printed(self, action: Action, example: Example, received: Received) -> Reply:
        printed = as_printed(action, example)
        if example.failure:
            return Reply(printed.answer, example.failure.error.code)
        reply = self._accepted(action, printed, received)
        return replace(reply, code=empty_code(action, example))

    def _accepted(self, action: Action, accepted: Acceptance, received: Received) -> Reply:
        if self.memory:
            self.memory.carry_out(action, received.parameters)
        reply = Reply(accepted.answer, accepted=True)
        if not self.reporting or accepted.result is None or not action.reports:
            return reply
        values = received.parameters
        kinds = kinds_of(self.api, action, values, self.postback_kinds)
        later = postbacks(self.api, action, kinds, values, accepted.result)
        return replace(reply, postbacks=tuple(later))

    @property
    def _settings_on(self) -> set[str]:
        return {one.name for one in self.api.settings if self.settings.get(one.name, one.default)}


def _example(action: Action, name: str) -> Example:
    for example in action.examples:
        if example.name == name:
            return example
    raise UnknownWishError(f"{action.action} has no example {name!r}")
