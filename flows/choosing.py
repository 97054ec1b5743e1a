"""Which version a command looks at when it is told little: the one dataset there is."""

from __future__ import annotations

from pathlib import Path

DEFAULT_OUTPUT = Path("output")


def chosen_version(path: Path) -> Path:
    """The version that ``path`` names: a version, a dataset's current one, or that of the only dataset in a folder.

    Raises:
        PublishError: there is none, or there is more than one dataset to choose from.
    """
    from pipeline.publish.history import resolve_version
    from pipeline.publish.layout import CURRENT
    from pipeline.publish.request import PublishError

    datasets = sorted(p.parent for p in path.glob(f"*/{CURRENT}")) if not (path / CURRENT).is_file() else []
    if len(datasets) > 1:
        names = ", ".join(dataset.name for dataset in datasets)
        raise PublishError(f"{path} holds more than one dataset: name one of {names}")
    return resolve_version(datasets[0] if datasets else path)
