"""The resolved description of an API: frozen, typed, complete.

Everything behind the checks works on this alone: the templates, the mock server, the diff.
Names of parameters, fields and classes are plain strings, since they obey a grammar that makes
them safe anywhere. Free text is `Text`, and a template cannot print it without escaping it.
"""

from actionspec.model.actions import (
    Action,
    Choice,
    Dependency,
    Effect,
    Example,
    Failure,
    Pages,
    Parameter,
    Rule,
)
from actionspec.model.api import Api, Term
from actionspec.model.errors import Category, ErrorCode, Faults, Placeholder, Retry
from actionspec.model.text import LetterCase, Status, Text, in_case, path_in_case
from actionspec.model.types import (
    SCALARS,
    Enumeration,
    Field,
    ItemOutcome,
    Member,
    Scalar,
    Shape,
    Structure,
)
from actionspec.model.wire import (
    Basic,
    Condition,
    Credential,
    Dispatch,
    Keyed,
    ListLayout,
    MapLayout,
    Notation,
    Notices,
    Outcome,
    RequestFormat,
    Response,
    ResponseFormat,
    Signature,
    Transport,
)

__all__ = [
    "SCALARS",
    "Action",
    "Api",
    "Basic",
    "Category",
    "Choice",
    "Condition",
    "Credential",
    "Dependency",
    "Dispatch",
    "Effect",
    "Enumeration",
    "ErrorCode",
    "Example",
    "Failure",
    "Faults",
    "Field",
    "ItemOutcome",
    "Keyed",
    "LetterCase",
    "ListLayout",
    "MapLayout",
    "Member",
    "Notation",
    "Notices",
    "Outcome",
    "Pages",
    "Parameter",
    "Placeholder",
    "RequestFormat",
    "Response",
    "ResponseFormat",
    "Retry",
    "Rule",
    "Scalar",
    "Shape",
    "Signature",
    "Status",
    "Structure",
    "Term",
    "Text",
    "Transport",
    "in_case",
    "path_in_case",
]
