"""A mock server that reads the model: it knows every rule, example and code of the spec.

It shares no code with the generated clients, so that each can find the other's mistakes.
"""

from actionspec.mock.postbacks import SentPostback
from actionspec.mock.problem import SetUpError
from actionspec.mock.received import Received
from actionspec.mock.script import read_script
from actionspec.mock.server import MockServer
from actionspec.mock.serving import mock_server, running, serve
from actionspec.mock.steps import Fault, Step

__all__ = [
    "Fault",
    "MockServer",
    "Received",
    "SentPostback",
    "SetUpError",
    "Step",
    "mock_server",
    "read_script",
    "running",
    "serve",
]
