"""The mock server: what it is set up with, what it answers, what it remembers of requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from actionspec.mock.damage import page
from actionspec.mock.delivery import Courier
from actionspec.mock.faulty import response
from actionspec.mock.memory import Memory
from actionspec.mock.postbacks import SentPostback
from actionspec.mock.problem import SetUpError, UnknownWishError, UnreadableRequestError, known
from actionspec.mock.received import Received
from actionspec.mock.refusals import refusal
from actionspec.mock.script import Script, wished
from actionspec.mock.service import Reply, Service
from actionspec.mock.step_problems import fits
from actionspec.mock.steps import Step
from actionspec.mock.writing import Answer
from actionspec.model import Api

_USUAL = Step()


class MockServer(Service):
    """Answers as the service would, or as a script says.

    Attributes:
        requests: What was received, in order, and what became of it.
        url: Where the server listens; empty until it does.
    """

    def __init__(
        self,
        api: Api,
        credentials: Mapping[str, str] | None = None,
        answer: str | None = None,
        *,
        settings: Mapping[str, bool] | None = None,
        script: Iterable[Step] = (),
        remember: bool = False,
        postback_url: str | None = None,
        postback_kinds: Sequence[str] = (),
        postback_pause: float | None = None,
        allowed_origin: str | None = None,
    ) -> None:
        """Set a mock server up.

        Args:
            api: The API to play.
            credentials: The only values of credentials to accept, by name. Default: any.
            answer: The code to answer every request with. Default: the rules are obeyed.
            settings: The settings of the account. Default: as the spec says.
            script: What to do with the first requests. When no step is left, the rules are obeyed.
            remember: Whether only those things exist that examples name or requests created.
            postback_url: Where postbacks go. Default: none are sent.
            postback_kinds: The classes of postbacks to send. Default: what comes if all goes well.
            postback_pause: Seconds between two attempts. Default: the time that the service takes.
            allowed_origin: Whose pages may send requests out of a browser. Default: nobody's.

        Raises:
            SetUpError: There is no such name, or no postback can be sent.
        """
        super().__init__(api, credentials or {}, answer, settings or {}, postback_kinds)
        self.requests: list[Received] = []
        self.url = ""
        self._courier: Courier | None = None
        self._allowed_origin = allowed_origin
        self._tell: Callable[[str], None] = lambda _: None
        self._script = Script(script, api)
        self.memory = Memory(api) if remember else None
        self.reporting = postback_url is not None
        if postback_url is not None:
            if api.callbacks is None:
                raise SetUpError(f"{api.name} sends no postbacks")
            self._courier = Courier(postback_url, api.callbacks, postback_pause)

    @property
    def script(self) -> list[Step]:
        """The steps that no request has taken yet. Set it to have other steps taken.

        Raises:
            SetUpError: A step names what the API does not have, or contradicts itself.
        """
        return self._script.steps

    @script.setter
    def script(self, steps: Iterable[Step]) -> None:
        self._script = Script(steps, self.api)

    @property
    def carried_out(self) -> list[Received]:
        """The requests that the service would have carried out, in order."""
        return [one for one in self.requests if one.carried_out]

    def for_action(self, name: str) -> list[Received]:
        """The requests for an action, by the vendor's name, in order.

        Raises:
            SetUpError: There is no such action.
        """
        known(name, [one.action for one in self.api.actions], "action")
        return [one for one in self.requests if one.action == name]

    @property
    def postbacks(self) -> list[SentPostback]:
        """The postbacks that were sent, in order."""
        return self._courier.sent if self._courier else []

    def wait_for_postbacks(self, timeout: float | None = None) -> None:
        """Wait until all postbacks are delivered or given up.

        Args:
            timeout: Seconds to wait at the most; without, as long as it takes.

        Raises:
            TimeoutError: Some are still on their way.
        """
        if self._courier:
            self._courier.wait(timeout)

    def tell_of_requests(self, tell: Callable[[str], None]) -> None:
        """Have a line told about each request, which shows nothing of its content."""
        self._tell = tell

    def tell_of_postbacks(self, tell: Callable[[str], None]) -> None:
        """Have a line told about each attempt to deliver a postback."""
        if self._courier:
            self._courier.tell = tell

    def close(self) -> None:
        """Send no postbacks any more."""
        if self._courier:
            self._courier.stop()

    def respond(self, received: Received, step: Step | None = None) -> Answer:
        """The answer to a request, before anything goes wrong on its way.

        Args:
            received: The request. What became of it is noted there.
            step: What to do with it. Default: the next step of the script.

        Raises:
            UnknownWishError: The action that is called has no such example.
        """
        return self._played(received, step)[0].answer

    def _played(self, received: Received, step: Step | None) -> tuple[Reply, Step]:
        """What to answer, and the step that was taken; both are noted in the request."""
        try:
            reading, action = self.read(received)
        except UnreadableRequestError:
            reading, action = None, None
        step = step or self._script.take(received.action) or _USUAL
        received.fault = step.fault
        if step.is_page or step.fault == "drop":
            reply = Reply(page(step.status or 200))
        elif not fits(step.fault, (form := (action or self.api).response).format):
            raise UnknownWishError(f"an answer in {form.format} cannot have the fault {step.fault}")
        else:
            reply = self.reply(received, reading, action, step)
        answer = replace(reply.answer, status=step.status or reply.answer.status)
        received.code, received.carried_out = reply.code, reply.accepted
        received.status = None if step.fault in {"drop", "lose"} else answer.status
        return replace(reply, answer=answer), step

    async def _endpoint(self, request: Request) -> Response:
        received = Received(
            request.method, request.url.path, request.url.query, dict(request.headers)
        )
        try:
            reply, step = await self._handled(request, received)
        except ClientDisconnect:
            return Response()
        self.requests.append(received)
        self._tell(str(received))
        later = None
        if self._courier and reply.postbacks:
            self._courier.expect(reply.postbacks)
            later = BackgroundTask(self._report, reply.postbacks)
        return response(reply.answer, step, later)

    async def _handled(self, request: Request, received: Received) -> tuple[Reply, Step]:
        """What to answer to a request, and the step that was taken."""
        try:
            step = wished(received.headers, self.api) or self._script.take_unseen()
            if step is None or step.fault != "drop":
                received.body = await request.body()
            return self._played(received, step)
        except UnknownWishError as error:
            # Told in the API's own form, so that a client shows it as any other failure.
            await request.body()
            fault = self.api.faults.request
            answer = replace(refusal(self.api, None, fault, f"The mock: {error}"), status=400)
            received.code, received.status = fault.code, 400
            return Reply(answer, fault.code), _USUAL

    async def _report(self, postbacks: Sequence[SentPostback]) -> None:
        """Send postbacks, once the answer is on its way."""
        if self._courier:
            self._courier.send(postbacks)

    @property
    def app(self) -> Starlette:
        """The server as an ASGI application: one address for everything, whatever its path."""
        routes = [Route("/{path:path}", self._endpoint, methods=["GET", "POST"])]
        if self._allowed_origin is None:
            return Starlette(routes=routes)
        pages = Middleware(
            CORSMiddleware,
            allow_origins=[self._allowed_origin],
            allow_methods=["GET", "POST"],
            allow_headers=["*"],
        )
        return Starlette(routes=routes, middleware=[pages])
