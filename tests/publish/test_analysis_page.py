"""The snippets of ``docs/analysis.md`` run, in order."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "analysis.md"


def test_every_snippet_runs(dataset: Path, tmp_path: Path) -> None:
    snippets = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.S)
    assert len(snippets) >= 8
    names: dict[str, object] = {"path": dataset, "work": tmp_path}
    for snippet in snippets:
        exec(compile(snippet, str(PAGE), "exec"), names)
    assert len(names["difference"].changes) == 2  # type: ignore[attr-defined]
    assert (tmp_path / "csv" / "symptoms.csv").is_file()
