"""What templates may apply to the model: everything that decides or escapes stands here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from actionspec.filters.annotations import (
    annotation,
    bases,
    default_source,
    element_annotation,
    field_default,
)
from actionspec.filters.answer_schema import response_schema
from actionspec.filters.builder import builder_data
from actionspec.filters.calls import call_imports, python_call
from actionspec.filters.changes import by_severity
from actionspec.filters.command_line import credential_variables, example_words, rules_in_lines
from actionspec.filters.conditions import condition, fails, holds, holds_for_action, holds_for_self
from actionspec.filters.decisions import decision_tables
from actionspec.filters.exports import (
    exports,
    grouped,
    lazy_modules,
    postback_classes,
)
from actionspec.filters.former import (
    former_classes,
    former_fields,
    former_keywords,
    former_methods,
    former_postbacks,
    has_former_names,
)
from actionspec.filters.json_schema import request_schema
from actionspec.filters.judged import (
    all_items,
    beside,
    failed_items,
    items_annotation,
    judged_names,
    succeeded_annotation,
    succeeded_items,
)
from actionspec.filters.literals import (
    dictionary,
    docstring,
    entry,
    literal,
    paragraphs,
    set_literal,
)
from actionspec.filters.markdown import anchor, code_block, mark_down, table_cell, words_and_code
from actionspec.filters.openapi import openapi_document
from actionspec.filters.postbacks import (
    has_secrets,
    postback_enumerations,
    postback_example,
    postback_exports,
    postback_language,
    postback_parts,
    postback_structures,
    repeats_within,
    time_span,
)
from actionspec.filters.reading import (
    envelope,
    goes_on,
    has_own_failure,
    has_own_success,
    is_flat,
    notices,
    reader,
    repeated,
    repeated_source,
    told_beside,
)
from actionspec.filters.related import relations
from actionspec.filters.requests import (
    explanation,
    full_signature,
    has_checked_parts,
    has_own_checks,
    limit_checks,
    presence_checks,
    setting_checks,
    signatures,
)
from actionspec.filters.services import (
    action_source,
    answers_source,
    failure_roots,
    header_sources,
    public_credentials,
    signature_source,
    tells_by_message,
)
from actionspec.filters.shell import curl, shell_word, single_line
from actionspec.filters.tabs import code_tabs
from actionspec.filters.toml import toml_text, toml_title
from actionspec.filters.words import (
    answered,
    deprecation,
    described,
    dispatch_in_words,
    effect_in_words,
    enumerations_of,
    form_in_words,
    formerly,
    limits_in_words,
    name_on_wire,
    origin,
    parameter_need,
    response_language,
    retry_in_words,
    rule_in_words,
    type_in_words,
)
from actionspec.filters.writing import common_tree, transport_source, wire_tree
from actionspec.imports import import_order
from actionspec.names import snake_case

FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        action_source,
        all_items,
        anchor,
        annotation,
        answered,
        answers_source,
        bases,
        beside,
        builder_data,
        by_severity,
        call_imports,
        code_block,
        code_tabs,
        common_tree,
        condition,
        credential_variables,
        curl,
        decision_tables,
        default_source,
        deprecation,
        described,
        dictionary,
        docstring,
        effect_in_words,
        element_annotation,
        dispatch_in_words,
        entry,
        enumerations_of,
        envelope,
        example_words,
        explanation,
        exports,
        failed_items,
        fails,
        failure_roots,
        field_default,
        full_signature,
        form_in_words,
        former_classes,
        former_fields,
        former_keywords,
        former_methods,
        former_postbacks,
        formerly,
        goes_on,
        has_former_names,
        grouped,
        has_checked_parts,
        has_own_checks,
        has_own_failure,
        has_own_success,
        has_secrets,
        header_sources,
        holds,
        holds_for_action,
        holds_for_self,
        import_order,
        is_flat,
        items_annotation,
        judged_names,
        lazy_modules,
        limit_checks,
        limits_in_words,
        literal,
        mark_down,
        name_on_wire,
        notices,
        openapi_document,
        origin,
        paragraphs,
        parameter_need,
        postback_classes,
        postback_enumerations,
        postback_example,
        postback_exports,
        postback_language,
        postback_parts,
        postback_structures,
        presence_checks,
        public_credentials,
        python_call,
        reader,
        repeated,
        repeated_source,
        repeats_within,
        relations,
        request_schema,
        response_language,
        response_schema,
        retry_in_words,
        rule_in_words,
        rules_in_lines,
        set_literal,
        setting_checks,
        shell_word,
        signature_source,
        signatures,
        single_line,
        snake_case,
        succeeded_annotation,
        succeeded_items,
        table_cell,
        tells_by_message,
        time_span,
        told_beside,
        toml_text,
        toml_title,
        transport_source,
        type_in_words,
        wire_tree,
        words_and_code,
    )
}
