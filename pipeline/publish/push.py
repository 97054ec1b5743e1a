"""A finished version to another place: any address that fsspec knows, object stores among them."""

from __future__ import annotations

from pathlib import Path

import fsspec
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from pipeline.publish.durable import replace_text
from pipeline.publish.layout import CURRENT, MANIFEST
from pipeline.publish.manifest import file_digest, read_manifest
from pipeline.publish.request import PublishError

_EXTRAS = {"s3": "s3", "s3a": "s3"}  # protocol: extra of this package that brings its file system


def check_installed(url: str) -> None:
    """Whether the file system of an address can be used here, before anything is sent.

    Raises:
        PublishError: its package is not installed; the message says how to get it.
    """
    protocol = fsspec.utils.get_protocol(url)
    try:
        fsspec.get_filesystem_class(protocol)
    except ImportError as error:
        extra = _EXTRAS.get(protocol)
        way = f"pip install 'healthsift[{extra}]'" if extra else _one_line(error)
        raise PublishError(f"{protocol}:// needs a package that is not installed: {way}") from None
    except ValueError:
        pass  # a protocol nobody knows: told when it is pushed to


def push(version: Path, url: str) -> str:
    """Copy a version to ``url/<version>`` and make ``url/CURRENT`` name it; returns the version's address.

    The files go first, their manifest after them, ``CURRENT`` last: whoever reads ``CURRENT`` finds a whole
    version, whenever this process dies; run it again to finish. A version that stands there already is not
    sent again. One writer at a time: an address has no lock.

    Raises:
        PublishError: the version's files are not those of its manifest, another version of this name stands
            there, no file system knows the address, or it refuses.
    """
    manifest = read_manifest(version)
    for name, file in manifest["files"].items():
        if not (version / name).is_file() or file_digest(version / name) != file["sha256"]:
            raise PublishError(f"{version / name} is not the file that the manifest names")
    try:
        system, root = url_to_fs(url)
        target = f"{root.rstrip('/')}/{version.name}"
        if not _stands(system, target, (version / MANIFEST).read_bytes()):
            for name in sorted(manifest["files"]):
                _put(system, version / name, f"{target}/{name}")
            _put(system, version / MANIFEST, f"{target}/{MANIFEST}")
        _set_current(system, f"{root.rstrip('/')}/{CURRENT}", f"{version.name}\n")
    except PublishError:
        raise
    except Exception as error:  # each file system has errors of its own
        raise PublishError(f"cannot push to {url}: {type(error).__name__}: {_one_line(error)}") from error
    return str(system.unstrip_protocol(target))


def _stands(system: fsspec.AbstractFileSystem, target: str, manifest: bytes) -> bool:
    try:
        standing = system.cat_file(f"{target}/{MANIFEST}")
    except FileNotFoundError:
        return False
    if standing != manifest:
        raise PublishError(f"another version of this name stands at {target}")
    return True


def _put(system: fsspec.AbstractFileSystem, source: Path, target: str) -> None:
    system.makedirs(target.rpartition("/")[0], exist_ok=True)
    system.put_file(str(source), target)
    if system.size(target) != source.stat().st_size:
        raise PublishError(f"{target} did not arrive whole")


def _set_current(system: fsspec.AbstractFileSystem, target: str, text: str) -> None:
    """Object stores replace an object at once; in a folder a file that is written over is empty for a moment."""
    if isinstance(system, LocalFileSystem):
        replace_text(Path(target), text)
    else:
        system.pipe_file(target, text.encode())


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
