"""The runners of a flow, chosen by a setting: threads over a pool of this machine, Dask, or Ray."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.executors import Executor, open_pool
from flows.parameters import BuildParameters
from flows.survey import UsageError
from flows.tasks import TaskExecutor


@contextmanager
def task_executor(parameters: BuildParameters) -> Iterator[Executor]:
    """An executor whose batches are task runs of the flow that is running.

    Raises:
        UsageError: the runner's extra is not installed.
    """
    workers = parameters.workers
    if parameters.runner == "local":
        threads: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=2 * workers)
        with open_pool(workers) as pool, threads:
            yield from _executor(threads, workers, pool)
        return
    runner = _dask(parameters) if parameters.runner == "dask" else _ray(parameters)
    with runner:
        yield from _executor(runner, workers, None)


def _executor(runner: TaskRunner[Any], workers: int, pool: Executor | None) -> Iterator[Executor]:
    executor = TaskExecutor(runner, workers, pool)
    try:
        yield executor
    finally:
        executor.close()


def _dask(parameters: BuildParameters) -> Any:
    """A Dask cluster: the scheduler at the address, or one on this machine with a process a worker."""
    module = _extra("prefect_dask", "dask")
    if parameters.address:
        return module.DaskTaskRunner(address=parameters.address)
    logging.getLogger("distributed").setLevel(logging.ERROR)
    local = {
        "n_workers": parameters.workers,
        "threads_per_worker": 1,
        "processes": True,
        "dashboard_address": None,
        "host": "127.0.0.1",
    }
    return module.DaskTaskRunner(cluster_kwargs=local)


def _ray(parameters: BuildParameters) -> Any:
    """A Ray cluster: the head at the address, or one on this machine."""
    module = _extra("prefect_ray", "ray")
    if parameters.address:
        return module.RayTaskRunner(address=parameters.address)
    local = {
        "num_cpus": parameters.workers,
        "include_dashboard": False,
        "configure_logging": False,
        "log_to_driver": False,
        "_node_ip_address": "127.0.0.1",
    }
    return module.RayTaskRunner(init_kwargs=local)


def _extra(module: str, extra: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError:
        raise UsageError(f"the {extra} runner needs an extra: pip install 'healthsift[{extra}]'") from None
