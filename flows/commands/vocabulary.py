"""``healthsift vocabulary``: look terms up, and keep vocabularies of one's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from flows.telling import WRONG_USAGE, columns, print_lines

if TYPE_CHECKING:
    from pipeline.vocabulary.terms import Entry

app = typer.Typer(help="Look terms up; add, list and remove vocabularies of your own.", no_args_is_help=True)
_NOTHING_FOUND = 1


@app.command("lookup")
def lookup(term: Annotated[str, typer.Argument(help="A word or phrase.", show_default=False)]) -> None:
    """Show the concepts that TERM names, with their codes; one code a line when the output is no terminal."""
    from pipeline.vocabulary.load import load_vocabulary

    if not any(letter.isalnum() for letter in term):
        raise typer.BadParameter("a word or phrase has letters", param_hint="TERM")
    vocabulary = load_vocabulary()
    entries = vocabulary.lookup(term)
    if not entries:
        linked = vocabulary.link("condition", term)
        if not linked.codes:
            sys.stderr.write(f"healthsift: no concept is called {term!r}\n")
            raise typer.Exit(_NOTHING_FOUND)
        print_lines([code.code for code in linked.codes])
        return
    if not sys.stdout.isatty():
        print_lines(list(dict.fromkeys(code for entry in entries for code in _codes(entry))))
        return
    rows: list[list[object]] = [["kind", "name", "scope", "concept", "codes"]]
    for entry in entries:
        codes = " ".join(f"{code.code} ({code.match.value})" for code in entry.codes)
        rows.append([entry.kind, entry.name, entry.scope, entry.concept_id, codes or "none"])
    print_lines(columns(rows))


def _codes(entry: Entry) -> list[str]:
    """The CURIEs of an entry; a concept of this project alone (an exercise) has its own id as one."""
    return [code.code for code in entry.codes] or [f"HEALTHSIFT:{entry.concept_id}"]


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="What to call it.", show_default=False)],
    file: Annotated[Path, typer.Argument(help="OBO Graph JSON, OBO or CSV.", show_default=False)],
) -> None:
    """Compile FILE as the vocabulary NAME; a file that cannot be read leaves an earlier one in use."""
    from pipeline.vocabulary.user import add_vocabulary

    try:
        concepts = add_vocabulary(name, file)
    except (ValueError, OSError) as error:
        _wrong(error)
    print_lines([f"{name}: {concepts} concepts"])


@app.command("list")
def list_() -> None:
    """List the vocabularies in use, the one that ships with the project first."""
    from pipeline.vocabulary.user import list_vocabularies

    print_lines(columns([["name", "version", "forms"], *([*row] for row in list_vocabularies())]))


@app.command("remove")
def remove(name: Annotated[str, typer.Argument(help="The vocabulary's name.", show_default=False)]) -> None:
    """Remove the vocabulary NAME."""
    from pipeline.vocabulary.user import remove_vocabulary

    try:
        remove_vocabulary(name)
    except ValueError as error:
        _wrong(error)


def _wrong(error: Exception) -> NoReturn:
    sys.stderr.write(f"healthsift: {error}\n")
    raise typer.Exit(WRONG_USAGE) from None
