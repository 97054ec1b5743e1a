"""The runners of a flow, chosen by a setting: threads over a pool of this machine, Dask, or Ray."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prefect.server.api.server import SubprocessASGIServer
from prefect.settings import PREFECT_API_URL, temporary_settings
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
    with _one_server(parameters), runner:
        yield from _executor(runner, workers, None)


@contextmanager
def _one_server(parameters: BuildParameters) -> Iterator[None]:
    """Have the workers of a local cluster report to the server that this flow has started for itself.

    Each would start one of its own, which takes long and outlives a worker that is killed.
    """
    if parameters.address or PREFECT_API_URL.value():
        yield
        return
    with temporary_settings({PREFECT_API_URL: SubprocessASGIServer().api_url}):  # one a process: the running one
        yield


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
    # A batch that kills its worker comes back at once: what is tried again, and how, is for drive() to say.
    importlib.import_module("dask").config.set({"distributed.scheduler.allowed-failures": 0})
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
