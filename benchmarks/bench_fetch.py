"""Requests a second beside Scrapy: 5,000 small pages from 10 hosts on loopback, the same politeness for both.

Both crawl the same server, which runs in a process of its own: no delay, eight requests a host at a time,
robots.txt obeyed, every page's body kept. healthsift also hashes, packs and logs each page; Scrapy writes
its pages as JSON Lines. ``make bench-fetch`` gives Scrapy an environment of its own. Also printed: the load of
a WARC of 50,000 records with the memory it takes, and the check of the export by warcio.
"""

from __future__ import annotations

import asyncio
import io
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HOSTS, PAGES, PER_HOST, ROUNDS = 10, 5_000, 8, 3
RECORDS = 50_000
CONTACT = "bench@example.org"
SCRAPY = Path(sys.prefix) / "peers" / "scrapy" / "bin" / "python"
BODY = (
    b"<html><head><title>Page %d</title></head><body><h1>Page %d</h1>"
    + b"<p>Rest and gentle movement help most people with an aching back.</p>" * 25
    + b"</body></html>"
)


def serve(pipe: Connection) -> None:
    """Ten hosts (ports) of one server process; sends their ports."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.read(65536):
            path = head.split(b" ", 2)[1]
            if path == b"/robots.txt":
                body, kind = b"User-agent: *\nDisallow: /private\n", b"text/plain"
            else:
                number = int(path[1:])
                body, kind = BODY % (number, number), b"text/html; charset=utf-8"
            writer.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n" % (kind, len(body)) + body
            )
            await writer.drain()
        writer.close()

    async def run() -> None:
        servers = [await asyncio.start_server(talk, "127.0.0.1", 0) for _ in range(HOSTS)]
        pipe.send([server.sockets[0].getsockname()[1] for server in servers])
        await asyncio.Event().wait()

    asyncio.run(run())


def addresses(ports: list[int]) -> list[str]:
    """All pages, host by host in turn."""
    return [f"http://127.0.0.1:{ports[n % HOSTS]}/{n}" for n in range(PAGES)]


def ours(urls: Path, folder: Path) -> int:
    """Fetches in a process of its own; gives the number of pages."""
    from pipeline.sources.fetch.run import fetch
    from pipeline.sources.fetch.settings import FetchSettings

    settings = FetchSettings(
        store=folder / "store",
        contact=CONTACT,
        urls=tuple(urls.read_text().split()),
        delay=0,
        per_host=PER_HOST,
        connections=HOSTS * PER_HOST,
        allow_networks=("127.0.0.0/8",),
    )
    return fetch(settings).pages


SPIDER = """
import scrapy
from scrapy.crawler import CrawlerProcess
urls = open({urls!r}).read().split()
class Spider(scrapy.Spider):
    name = "bench"
    async def start(self):
        for url in urls:
            yield scrapy.Request(url)
    def parse(self, response):
        yield {{"url": response.url, "status": response.status, "html": response.text}}
process = CrawlerProcess(settings={{
    "ROBOTSTXT_OBEY": True, "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS": {all}, "LOG_LEVEL": "WARNING",
    "CONCURRENT_REQUESTS_PER_DOMAIN": {per_host}, "USER_AGENT": "bench (+{contact})", "TELNETCONSOLE_ENABLED": False,
    "COOKIES_ENABLED": False, "FEEDS": {{{out!r}: {{"format": "jsonlines"}}}},
}})
process.crawl(Spider)
process.start()
"""


def timed(command: list[str]) -> tuple[float, str]:
    """Seconds of wall time and the output of a process."""
    begun = time.perf_counter()
    path = os.pathsep.join(filter(None, (".", os.environ.get("PYTHONPATH"))))
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": path})
    return time.perf_counter() - begun, done.stdout


def run_ours(urls: Path, folder: Path) -> float:
    """Seconds of one run, with the start of the process."""
    seconds, out = timed([sys.executable, __file__, "--ours", str(urls), str(folder)])
    assert int(out.split()[-1]) == PAGES, out
    return seconds


def run_scrapy(urls: Path, folder: Path) -> float:
    """Seconds of one run, with the start of the process."""
    code = SPIDER.format(
        urls=str(urls), out=str(folder / "pages.jsonl"), per_host=PER_HOST, all=HOSTS * PER_HOST, contact=CONTACT
    )
    seconds, _ = timed([str(SCRAPY), "-c", code])
    assert sum(1 for _ in (folder / "pages.jsonl").open()) == PAGES
    return seconds


def bench_requests() -> None:
    """Prints both rates, round about, and their ratio."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(there,), daemon=True)
    server.start()
    ports = here.recv()
    has_scrapy = SCRAPY.exists()
    mine, theirs = [], []
    with tempfile.TemporaryDirectory() as name:
        urls = Path(name) / "urls.txt"
        urls.write_text("\n".join(addresses(ports)))
        for number in range(ROUNDS):
            folder = Path(name) / str(number)
            folder.mkdir()
            mine.append(run_ours(urls, folder))
            if has_scrapy:
                theirs.append(run_scrapy(urls, folder))
    server.terminate()
    print(f"healthsift  {PAGES / min(mine):7.0f} requests/s  (best of {ROUNDS}: {[f'{s:.1f} s' for s in mine]})")
    if has_scrapy:
        print(
            f"scrapy      {PAGES / min(theirs):7.0f} requests/s  (best of {ROUNDS}: {[f'{s:.1f} s' for s in theirs]})"
        )
        print(f"ratio       {min(theirs) / min(mine):7.2f}")
    else:
        print("scrapy      not installed: make bench-fetch")


def write_warc(path: Path, count: int) -> None:
    """An archive of generated responses."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(count):
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            body = BODY % (number, number)
            record = writer.create_warc_record(
                f"https://example.org/{number}", "response", io.BytesIO(body), len(body), http_headers=http
            )
            writer.write_record(record)


def load_here(path: Path, store: Path) -> None:
    """Loads in this process; prints seconds, pages and the greatest memory in MB."""
    from pipeline.sources.load import load
    from pipeline.store.store import RawStore

    begun = time.perf_counter()
    with RawStore(store) as kept:
        loaded = load([path], kept)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.perf_counter() - begun:.1f} {loaded.pages} {peak:.0f}")


def bench_warc() -> None:
    """Prints memory for a tenth and the whole, then the check of the export and the round trip."""
    from pipeline.store.store import RawStore
    from pipeline.store.warc_out import export_warc

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (RECORDS // 10, RECORDS):
            path = folder / f"{count}.warc.gz"
            write_warc(path, count)
            _, out = timed([sys.executable, __file__, "--load", str(path), str(folder / f"store-{count}")])
            seconds, pages, peak = out.split()
            print(f"load        {pages} records in {seconds} s, greatest memory {peak} MB")
        with RawStore(folder / f"store-{RECORDS // 10}") as store:
            export_warc(store, folder / "out.warc.gz")
        check = subprocess.run([Path(sys.executable).with_name("warcio"), "check", folder / "out.warc.gz"], check=False)
        timed([sys.executable, __file__, "--load", str(folder / "out.warc.gz"), str(folder / "again")])
        with RawStore(folder / "again") as store:
            export_warc(store, folder / "again.warc.gz")
        equal = (folder / "out.warc.gz").read_bytes() == (folder / "again.warc.gz").read_bytes()
        print(f"export      warcio check ends with {check.returncode}; exported, loaded, exported: bytes equal {equal}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ours"]:
        print(ours(Path(sys.argv[2]), Path(sys.argv[3])))
    elif sys.argv[1:2] == ["--load"]:
        load_here(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        bench_requests()
        bench_warc()
