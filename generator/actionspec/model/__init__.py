"""The resolved description of an API: frozen, typed, complete.

Everything behind the checks works on this alone: the templates, the mock server, the diff.
Names of parameters, fields and classes are plain strings, since they obey a grammar that makes
them safe anywhere. Free text is `Text`, and a template cannot print it without escaping it.
"""

from actionspec.model.actions import (
    Action,
    Effect,
    Example,
    Failure,
    FindOut,
    Pages,
    Parameter,
    Report,
)
from actionspec.model.api import Api, Term
from actionspec.model.errors import Category, ErrorCode, Faults, Placeholder, Retry
from actionspec.model.identity import ROLES, Identity, Role
from actionspec.model.postbacks import Callbacks, Postback, PostbackExample, PostbackGroup
from actionspec.model.rules import Choice, Dependency, Rule, Setting
from actionspec.model.text import LetterCase, Status, Text, in_case, path_in_case
from actionspec.model.types import (
    SCALARS,
    Enumeration,
    Field,
    ItemOutcome,
    Keys,
    Member,
    Scalar,
    Shape,
    Structure,
    structures_within,
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
    "ROLES",
    "SCALARS",
    "Action",
    "Api",
    "Basic",
    "Callbacks",
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
    "FindOut",
    "Identity",
    "ItemOutcome",
    "Keyed",
    "Keys",
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
    "Postback",
    "PostbackExample",
    "PostbackGroup",
    "Report",
    "RequestFormat",
    "Response",
    "ResponseFormat",
    "Retry",
    "Role",
    "Rule",
    "Scalar",
    "Setting",
    "Shape",
    "Signature",
    "Status",
    "Structure",
    "Term",
    "Text",
    "Transport",
    "in_case",
    "path_in_case",
    "structures_within",
]
