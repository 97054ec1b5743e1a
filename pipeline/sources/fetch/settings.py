"""What a fetch run may do: one model, so that a command line, a flow and a deployment say it the same way."""

from __future__ import annotations

import hashlib
import ipaddress
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Positive = Annotated[float, Field(gt=0)]
_MB = 1024 * 1024


class FetchSettings(BaseModel):
    """Where to begin, how far to go, how politely, and what to refuse. Times in seconds, sizes in bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    store: Path
    contact: str = Field(min_length=3, description="e-mail or web address for site owners; sent in the User-Agent")

    urls: tuple[str, ...] = Field((), description="pages to fetch; with depth, where the crawl starts")
    sitemaps: tuple[str, ...] = Field((), description="sitemaps (nested, gz, plain lists) and feeds (RSS, Atom)")
    depth: Annotated[int, Field(ge=0, le=50)] = Field(
        0, description="how many links to follow from a page, on its site"
    )
    robots_sitemaps: bool = Field(False, description="also read the sitemaps that robots.txt of the sites names")
    include: tuple[str, ...] = Field((), description="patterns (* and ?): fetch only pages whose address fits one")
    exclude: tuple[str, ...] = Field((), description="patterns: never fetch pages whose address fits one")

    max_pages: Annotated[int, Field(gt=0)] | None = None
    max_total_bytes: Annotated[int, Field(gt=0)] | None = None
    max_seconds: Positive | None = None

    delay: Annotated[float, Field(ge=0)] = Field(1.0, description="least time between two requests to a host")
    per_host: Annotated[int, Field(ge=1, le=32)] = Field(1, description="requests to a host at the same time")
    connections: Annotated[int, Field(ge=1, le=512)] = Field(32, description="requests at the same time, all hosts")
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    backoff: Annotated[float, Field(ge=0)] = Field(1.0, description="first wait before a try again; it doubles")
    max_wait: Positive = Field(120.0, description="longest Retry-After that is waited for; beyond, the host rests")
    robots_max_age: Annotated[float, Field(ge=0, le=86_400)] = 86_400.0

    connect_timeout: Positive = 10.0
    read_timeout: Positive = 20.0
    page_timeout: Positive = Field(60.0, description="for one request as a whole, however steadily it drips")
    max_page_bytes: Annotated[int, Field(gt=0)] = 10 * _MB
    max_sitemap_bytes: Annotated[int, Field(gt=0)] = 50 * _MB
    max_redirects: Annotated[int, Field(ge=0, le=20)] = 5

    allow_networks: tuple[str, ...] = Field((), description="private networks that may be asked, e.g. 10.1.0.0/16")

    @field_validator("allow_networks")
    @classmethod
    def _networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for network in networks:
            try:
                ipaddress.ip_network(network)
            except ValueError:
                raise ValueError(f"{network!r} is no network, such as 10.1.0.0/16 or 127.0.0.1/32") from None
        return tuple(str(ipaddress.ip_network(network)) for network in networks)

    @field_validator("contact")
    @classmethod
    def _contact(cls, contact: str) -> str:
        if not ("@" in contact or "." in contact) or any(ord(char) < 32 or char in "()" for char in contact):
            raise ValueError("must be an e-mail or web address")
        return contact.strip()

    @model_validator(mode="after")
    def _somewhere(self) -> FetchSettings:
        if not self.urls and not self.sitemaps:
            raise ValueError("nothing to fetch: give an address, a list or a sitemap")
        return self

    @property
    def job(self) -> str:
        """A key of what is to be fetched, so that a run that broke off is known again whatever its budget."""
        work = self.model_dump_json(include={"urls", "sitemaps", "depth", "robots_sitemaps", "include", "exclude"})
        return hashlib.sha256(work.encode()).hexdigest()[:16]
