"""Where the site is published, told from outside: the same commit goes to a fork's address too."""

import argparse

from pydantic import TypeAdapter, ValidationError

from generator.fields import SiteUrl, Url
from generator.model import Catalog

_URL: TypeAdapter[str] = TypeAdapter(Url)
_SITE_URL: TypeAdapter[str] = TypeAdapter(SiteUrl)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options that stand in for `url` and `repository` of site.yaml."""
    parser.add_argument(
        "--site-url",
        type=site_url,
        metavar="URL",
        help="where the site is published (default: `url` of site_config/site.yaml)",
    )
    parser.add_argument(
        "--repository",
        type=address,
        metavar="URL",
        help="where its entries are kept (default: `repository` of site_config/site.yaml)",
    )


def address(text: str) -> str:
    """Read an argument that is an address, by the rule for addresses in entries."""
    return _read(_URL, text)


def site_url(text: str) -> str:
    """Read the address of a site, which ends in a slash; hosts like to name it without."""
    return _read(_SITE_URL, text)


def _read(kind: TypeAdapter[str], text: str) -> str:
    try:
        return kind.validate_python(text)
    except ValidationError as fault:
        raise argparse.ArgumentTypeError(fault.errors()[0]["msg"]) from fault


def published(catalog: Catalog, options: argparse.Namespace) -> Catalog:
    """Return the list as it is published at the addresses given."""
    given = {"url": options.site_url, "repository": options.repository}
    told = {name: value for name, value in given.items() if value}
    return catalog.model_copy(update={"site": catalog.site.model_copy(update=told)})
