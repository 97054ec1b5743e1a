from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda d: d["entrypoint"] + "-" + d["name"])
def test_a_deployment_names_a_flow_and_parameters_that_it_takes(deployment: dict[str, Any]) -> None:
    from flows import flow as module

    file, _, name = deployment["entrypoint"].partition(":")
    assert (ROOT / file).is_file()
    flow = getattr(module, name)
    flow.validate_parameters(deployment["parameters"])
    assert deployment["concurrency_limit"]["limit"] == 1


def test_wrong_parameters_are_refused_before_the_run() -> None:
    from prefect.exceptions import ParameterTypeError

    from flows.flow import ingest

    with pytest.raises(ParameterTypeError, match="workers"):
        ingest.validate_parameters({"parameters": {"sources": ["raw/samples"], "out": "output", "workers": 0}})
