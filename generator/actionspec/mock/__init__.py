"""A mock server that reads the model: it knows every rule, example and code of the spec.

It shares no code with the generated clients, so that each can find the other's mistakes.
"""

from actionspec.mock.postbacks import SentPostback
from actionspec.mock.problem import SetUpError
from actionspec.mock.server import MockServer, running, serve

__all__ = ["MockServer", "SentPostback", "SetUpError", "running", "serve"]
