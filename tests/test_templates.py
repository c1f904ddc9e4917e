"""A user's own templates: a new target, blocks that extend one, and mistakes told by line."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
from apis import ROOT, read_api, run

from actionspec.history import read_history
from actionspec.read import read_spec
from actionspec.render import find_targets, render

EXAMPLE = Path(__file__).parent / "templates"
BUILT_IN = ROOT / "templates"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new spec, with the example's templates beside it."""
    assert run("new", "my_api", cwd=tmp_path).exit_code == 0
    shutil.copytree(EXAMPLE, tmp_path / "own", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def generate(project: Path, *arguments: str) -> tuple[int, str]:
    result = run("generate", "spec/my_api", "--templates", "own", *arguments, cwd=project)
    return result.exit_code, result.output


def test_a_new_target_is_written(project: Path) -> None:
    assert generate(project, "--target", "parameters")[0] == 0
    table = project / "generated/my_api/parameters/parameters.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = [(row["action"], row["parameter"]) for row in csv.DictReader(file)]
    api = read_api(project / "spec/my_api")
    assert rows == [(a.action, p.name) for a in api.actions for p in a.parameters]
    assert rows


def test_blocks_extend_a_target(project: Path) -> None:
    assert generate(project)[0] == 0
    client = (project / "generated/my_api/python/my_api/client.py").read_text("utf-8")
    assert client.startswith("# Copyright Example Ltd. All rights reserved.\n")
    own = client.index("    def address(self)")
    assert client.index("def send_note") < own < client.index("class AsyncMyApi")
    assert (project / "generated/my_api/python/my_api/errors.py").is_file()
    assert (project / "generated/my_api/docs/README.md").is_file()


BLOCKS = {
    path.relative_to(BUILT_IN): found
    for path in BUILT_IN.glob("*/*.jinja")
    if (found := re.findall(r"{% block (\w+) %}", path.read_text("utf-8")))
}


def test_every_block_can_be_extended(tmp_path: Path) -> None:
    own = tmp_path / "own"
    for path, blocks in BLOCKS.items():
        written = [f'{{% extends "built-in/{path.as_posix()}" %}}\n']
        written += [f"{{% block {one} %}}{{{{ super() }}}}{{% endblock %}}\n" for one in blocks]
        (own / path).parent.mkdir(parents=True, exist_ok=True)
        (own / path).write_text("".join(written), "utf-8")
    spec = read_spec(ROOT / "spec/skycore")
    history = read_history(spec)
    for name in ("python", "docs", "site"):
        usual = render(spec.api, [find_targets()[name]], history)
        assert render(spec.api, [find_targets(own=own)[name]], history) == usual


def test_pages_of_the_site_are_those_of_the_docs(project: Path) -> None:
    (project / "own/docs").mkdir()
    changed = project / "own/docs/action.md.jinja"
    start = '{% extends "built-in/docs/action.md.jinja" %}{% block end %}Ask us about '
    changed.write_text(start + "{{ action.name }}.\n{% endblock %}", "utf-8")
    build = ("docs", "build", "spec/my_api", "--templates", "own")
    result = run(*build, cwd=project)
    assert result.exit_code == 0, result.output
    (page,) = project.glob("site/my_api/*/actions/get_note/index.html")
    assert "Ask us about get_note.</p>" in page.read_text("utf-8")
    changed.write_text(start + "{{ acton.name }}.{% endblock %}", "utf-8")
    result = run(*build, cwd=project)
    assert result.exit_code == 2
    assert "own/docs/action.md.jinja:1: 'acton' is undefined; did you mean" in result.output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '{% extends "built-in/python/client.py.jinja" %}\n{% block hedaer %}{% endblock %}',
            "2: built-in/python/client.py.jinja has no block 'hedaer'; did you mean \"header\"?",
        ),
        (
            '{% extends "built-in/docs/terms.md.jinja" %}\n\n{% block zoo %}{% endblock %}',
            "3: built-in/docs/terms.md.jinja has no block 'zoo'; known: end, title",
        ),
        (
            '{% extends "client.py.jinja" %}',
            "1: client.py.jinja would extend itself; write built-in/ before what you replace",
        ),
        (
            '{% extends "middle.jinja" %}\n{% block heade %}{% endblock %}',
            "2: middle.jinja has no block 'heade'; did you mean \"header\"?",
        ),
        (
            '{% extends "built-in/python/client.py.jinja" %}\n\n# Mine\n',
            "3: what stands outside of blocks is left out, since this extends built-in/",
        ),
        (
            '{% extends "built-in/python/client.py.jinja" %}\n{{ api.nope }}',
            "2: what stands outside of blocks is left out, since this extends built-in/",
        ),
    ],
)
def test_a_wrong_extension_is_told(project: Path, text: str, told: str) -> None:
    if "middle" in text:
        middle = '{% extends "built-in/python/client.py.jinja" %}'
        (project / "own/python/middle.jinja").write_text(middle, "utf-8")
    (project / "own/python/client.py.jinja").write_text(text, "utf-8")
    code, output = generate(project)
    assert code == 2
    assert f"own/python/client.py.jinja:{told}" in output


def test_a_block_may_hold_blocks_of_its_own(project: Path) -> None:
    text = '{% extends "built-in/python/client.py.jinja" %}\n{% block header %}'
    text += "{% block mine %}\n# Mine.\n{% endblock %}\n{% endblock %}\n"
    (project / "own/python/client.py.jinja").write_text(text, "utf-8")
    code, output = generate(project)
    assert (code, "wrote" in output) == (0, True)


def test_a_template_that_cannot_be_read_is_told_without_a_manifest(project: Path) -> None:
    (project / "own/python/client.py.jinja").write_bytes(b"\xff")
    code, output = generate(project)
    assert code == 2
    assert "can't decode byte 0xff" in output


def test_a_changed_template_is_noticed(project: Path) -> None:
    assert "wrote" in generate(project)[1]
    assert generate(project)[1] == "generated/my_api is up to date\n"
    template = project / "own/python/client.py.jinja"
    template.write_text(template.read_text("utf-8").replace("Example Ltd", "Other Ltd"), "utf-8")
    assert generate(project, "--check")[0] == 1
    assert "wrote generated/my_api/python/my_api/client.py\n" in generate(project)[1]


def test_a_template_beside_another_one_is_noticed_by_the_same_process(project: Path) -> None:
    assert "wrote" in generate(project)[1]
    template = project / "own/python/README.md.jinja"
    template.write_text("Mine\n", "utf-8")
    assert "wrote generated/my_api/python/README.md\n" in generate(project)[1]
    assert (project / "generated/my_api/python/README.md").read_text("utf-8") == "Mine\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "{{ action.naem }}",
            "Action has no 'naem'; did you mean \"name\"? (for the action get_note)",
        ),
        ("{{ acton.name }}", "'acton' is undefined; did you mean \"action\"?"),
        ("{{ action.name | literall }}", "No filter named 'literall'; did you mean \"literal\"?"),
        ("{% if action %}", "Unexpected end of template"),
        ("{{ action.summary }}", "free text is printed without a filter"),
        ('{% include "gone.jinja" %}', "there is no template 'gone.jinja'"),
    ],
)
def test_a_mistake_is_told_with_its_line(project: Path, line: str, told: str) -> None:
    file = "{template: a.jinja, path: '{{ action.name }}', for_each: action}"
    manifest = f"summary: One\nfiles: [{file}]\n"
    (project / "own/parameters/target.yaml").write_text(manifest, "utf-8")
    (project / "own/parameters/a.jinja").write_text(f"one\n{line}\n", "utf-8")
    code, output = generate(project, "--target", "parameters")
    assert code == 2
    assert f"own/parameters/a.jinja:2: {told}" in output
    assert f"    2 | {line}\n" in output
    assert not (project / "generated").exists()


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        ("summary: One\n", 'own/parameters/target.yaml:1:1: error: the key "files" is missing'),
        ("files: [\n", "own/parameters/target.yaml:2:1: error: not YAML"),
        ("[]\n", "a list stands here; it should be a mapping"),
        (
            "context: 2\nsummary: One\nfiles: [{path: a, template: a.jinja}]\n",
            "own/parameters/target.yaml:1:10: error: the number 2 stands here",
        ),
        (
            "summary: One\nfiles: [{path: ../a, template: parameters.csv.jinja}]\n",
            "../a is outside",
        ),
        (
            "summary: One\nfiles: [{path: '{{ ap }}', template: parameters.csv.jinja}]\n",
            "'ap' is undefined",
        ),
        (
            "summary: One\nfils: 1\nfiles: [{path: a, template: a.jinja}]\n",
            'own/parameters/target.yaml:2:1: error: the key "fils" means nothing here',
        ),
        (
            "summary: One\nfiles: [{path: a, template: a.jinja}, {path: a, template: a.jinja}]\n",
            "parameters/a is written twice",
        ),
        (
            "summary: One\nfiles:\n  - {path: a, template: a.jinja}\n  - {path: '{{ api. }}',"
            " template: a.jinja}\n",
            "own/parameters/target.yaml:4: expected name or number",
        ),
        (
            "summary: One\nfiles:\n  - path: a\n    template: a.jinja\n    when: api.nope.none\n",
            "own/parameters/target.yaml:5: Api has no 'nope'",
        ),
        (
            "summary: One\nfiles: [{path: a, copy: asets}]\n",
            "own/parameters/target.yaml:2: there is no folder 'asets'; did you mean \"assets\"?",
        ),
        ("summary: One\nfiles: [{path: a, copy: ../..}]\n", "../.. is outside the folder"),
        ("summary: One\nfiles: [{path: a, copy: empty}]\n", "empty holds nothing to copy: no .css"),
        (
            "summary: One\nfiles: [{path: a/b, template: a.jinja}, {path: a, template: a.jinja}]\n",
            "parameters/a is a file, and the folder of parameters/a/b",
        ),
        (
            "summary: One\nfiles: [{path: a, template: a.jinja}, {path: A, template: a.jinja}]\n",
            "parameters/A is written twice",
        ),
    ],
)
def test_a_mistake_in_a_manifest_is_told(project: Path, manifest: str, told: str) -> None:
    (project / "own/parameters/target.yaml").write_text(manifest, "utf-8")
    (project / "own/parameters/a.jinja").write_text("a", "utf-8")
    (project / "own/parameters/assets").mkdir()
    (project / "own/parameters/empty").mkdir()
    code, output = generate(project, "--target", "parameters")
    assert code == 2
    assert "own/parameters/target.yaml:" in output
    assert told in output


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (
            "broken.jinja",
            "own/parameters/broken.jinja: a.py, line 1: this is no Python: "
            "'(' was never closed\n    1 | x = (",
        ),
        ("bytes.jinja", "own/parameters/bytes.jinja:1: not UTF-8: 'utf-8' codec can't decode"),
        ("whole.jinja", "own/parameters/whole.jinja:1: Action is printed as a whole"),
        ("half.jinja", "own/parameters/half.jinja:1: 'utf-8' codec can't encode character"),
        ("deep.jinja", "own/parameters/deep.jinja: a.py: this is no Python: "),
        ("null.jinja", "own/parameters/null.jinja: a.py: this is no Python: "),
    ],
)
def test_a_mistake_in_what_is_written_is_told(project: Path, template: str, told: str) -> None:
    manifest = f"summary: One\nfiles: [{{path: a.py, template: {template}}}]\n"
    (project / "own/parameters/target.yaml").write_text(manifest, "utf-8")
    (project / "own/parameters/broken.jinja").write_text("x = (\n", "utf-8")
    (project / "own/parameters/bytes.jinja").write_bytes(b"\xff")
    (project / "own/parameters/whole.jinja").write_text("{{ api.actions[0] }}", "utf-8")
    (project / "own/parameters/half.jinja").write_text('{{ "\\ud800" }}', "utf-8")
    (project / "own/parameters/deep.jinja").write_text('x = {{ "-" * 100_000 }}1', "utf-8")
    (project / "own/parameters/null.jinja").write_text('{{ "\\0" }}', "utf-8")
    code, output = generate(project, "--target", "parameters")
    assert code == 2
    assert told in output


def test_a_template_that_nothing_uses_is_told(project: Path) -> None:
    (project / "own/python/cleint.py.jinja").touch()
    code, output = generate(project)
    assert code == 2
    assert 'nothing uses own/python/cleint.py.jinja; did you mean "client.py.jinja"?' in output


def test_a_folder_without_targets_is_told(project: Path) -> None:
    result = run("generate", "spec/my_api", "--templates", "own/python", cwd=project)
    assert result.exit_code == 2
    assert "own/python holds no target; put templates into a folder" in result.output


def test_a_folder_that_extends_nothing_is_told(project: Path) -> None:
    (project / "own/pyhton").mkdir()
    code, output = generate(project)
    assert code == 2
    assert 'did you mean "python"?' in output


@pytest.mark.parametrize(
    "path",
    sorted([*EXAMPLE.glob("*/*.jinja"), *EXAMPLE.glob("*/*.yaml")]),
    ids=lambda path: path.name,
)
def test_the_readme_shows_the_example(path: Path) -> None:
    readme = (EXAMPLE.parents[1] / "templates/README.md").read_text("utf-8")
    assert path.read_text("utf-8") in readme
