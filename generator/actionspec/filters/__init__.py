"""What templates may apply to the model: everything that decides or escapes stands here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actionspec.filters.decisions import decision_tables
from actionspec.filters.exports import (
    error_classes,
    exports,
    structure_names,
    structure_readers,
)
from actionspec.filters.markdown import anchor, code_block, mark_down, table_cell
from actionspec.filters.python import (
    annotation,
    condition,
    docstring,
    entry,
    holds,
    holds_for_self,
    literal,
    long_literal,
    python_call,
    reader,
)
from actionspec.filters.requests import (
    explanation,
    full_signature,
    limit_checks,
    overloaded,
    presence_checks,
    signatures,
)
from actionspec.filters.shell import shell_word, single_line
from actionspec.filters.toml import toml_text
from actionspec.filters.words import (
    described,
    effect_in_words,
    limits_in_words,
    parameter_need,
    retry_in_words,
    rule_in_words,
    structures_within,
    type_in_words,
)
from actionspec.names import snake_case

FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        anchor,
        annotation,
        code_block,
        condition,
        described,
        decision_tables,
        docstring,
        effect_in_words,
        entry,
        error_classes,
        explanation,
        exports,
        full_signature,
        holds,
        holds_for_self,
        limit_checks,
        limits_in_words,
        literal,
        long_literal,
        mark_down,
        overloaded,
        parameter_need,
        presence_checks,
        python_call,
        reader,
        retry_in_words,
        rule_in_words,
        shell_word,
        signatures,
        single_line,
        snake_case,
        structure_names,
        structure_readers,
        structures_within,
        table_cell,
        toml_text,
        type_in_words,
    )
}
