"""What the README names exists: commands, options, make targets, pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli import app

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"healthsift ([a-z]+)\b", README)) - {"loads", "reads"}))
def test_commands_exist(name: str) -> None:
    assert name in COMMANDS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_commands_are_named(name: str) -> None:
    assert re.search(rf"healthsift {name}\b", README)


@pytest.mark.parametrize("line", [m[0] for m in re.finditer(r"healthsift [a-z]+[^\n`]*--[^\n`]*", README)])
def test_options_exist(line: str) -> None:
    command = COMMANDS[line.split()[1]]
    known = {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"--[a-z-]+", line)) <= known | {"--help"}


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z-]+)", README + CONTRIBUTING)) - {"test-"}))
def test_make_targets_exist(target: str) -> None:
    rules = re.findall(r"^([a-z%-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert any(re.fullmatch(rule.replace("%", ".+"), target) for rule in rules)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([\w./-]+)\)", README))))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).is_file()


def test_it_is_short() -> None:
    assert len(README.splitlines()) < 200
