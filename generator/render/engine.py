"""The engine's configuration: the project's ``mkdocs.yml`` with what the list says filled in."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from generator.model import Catalog
from generator.problems import Location, Problem, cut, error, quote
from generator.render.escape import protect
from generator.render.parts import listing_title
from generator.yaml_guard import refused, syntax_problem
from generator.yaml_source import MAX_CHARACTERS


def settings_problems(path: str, text: str) -> list[Problem]:
    """Return why a text cannot be the engine's settings, if anything."""
    hint = "take the project's own mkdocs.yml and change what should differ"
    if len(text) > MAX_CHARACTERS:
        message = f"expected at most {MAX_CHARACTERS:,} characters, got {len(text):,}"
        return [error(Location(path), "yaml-too-large", message, hint)]
    problems = cut(refused(path, text))
    if problems:
        return problems
    try:
        settings = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        return [syntax_problem(path, text, fault)]
    except ValueError as fault:  # a day or a number that is none
        return [error(Location(path), "settings", quote(str(fault)), hint)]
    shapes = {"the settings": settings}
    if isinstance(settings, dict):
        shapes |= {name: settings.get(name, {}) for name in ("theme", "extra")}
    return [
        error(Location(path), "settings", f"{name}: expected keys with values", hint)
        for name, value in shapes.items()
        if not isinstance(value, dict) or (name == "theme" and not value)
    ]


def engine_config(base: str, catalog: Catalog) -> str:
    """Return the text of ``build/mkdocs.yml``.

    Args:
        base: Text of the project's ``mkdocs.yml``: theme, extensions, features.
        catalog: The list, for its name, address and navigation.
    """
    site = catalog.site
    settings: dict[str, Any] = yaml.safe_load(base)
    settings["site_name"] = str(protect(site.name))
    settings["site_description"] = str(protect(site.description))
    if site.url:
        settings["site_url"] = site.url
    if site.repository:
        settings["repo_url"] = site.repository
    settings["docs_dir"] = "docs"
    settings["site_dir"] = "site"
    settings["theme"]["custom_dir"] = "overrides"
    settings.setdefault("extra", {})["tagline"] = str(protect(site.tagline))
    settings["nav"] = navigation(catalog)
    # Paper, tag and further pages stay out of the navigation: with them in it every page would
    # carry a link to every other, and the site would grow with the square of the list.
    settings["not_in_nav"] = "/papers/*\n!/papers/index.md\n/papers/page/*\n/tags/*\n"
    settings["not_in_nav"] += "/new/page/*\n!/tags/index.md\n/themes/*/\n/listings/*/\n/tags/*/\n"
    head = "# Written by the generator; edit mkdocs.yml and site_config/ instead.\n"
    return head + yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)


def navigation(catalog: Catalog) -> list[Any]:
    """Return the pages of the menus, in order."""
    themes: list[Any] = ["themes/index.md"]
    themes += [{_label(t.short): f"themes/{slug}.md"} for slug, t in catalog.themes.items()]
    paths: list[Any] = ["paths/index.md"]
    paths += [{_label(p.title): f"paths/{slug}.md"} for slug, p in catalog.paths.items()]
    found: list[Mapping[str, Any]] = [
        {"Home": "index.md"},
        {
            "Papers": [
                "papers/index.md",
                {"New": "new.md"},
                {"Tags": "tags/index.md"},
                {"Map": "map.md"},
                {"Numbers": "stats.md"},
                {"Search": "search.md"},
                {"My list": "my.md"},
                {"Follow": "feeds.md"},
                {"Data": "data/index.md"},
                {"Offline": "offline.md"},
            ]
        },
        {"Themes": themes},
    ]
    if catalog.paths:
        found.append({"Paths": paths})
    listings: list[Any] = ["listings/index.md"]
    listings += [
        {_label(listing_title(catalog, listing)): f"listings/{id_}.md"}
        for id_, listing in catalog.listings.items()
    ]
    found.append({"Listings": listings})
    about: list[Any] = [f"{slug}.md" for slug in sorted(catalog.pages)]
    found.append({"About": [*about, {"Suggest a paper": "suggest.md"}]})
    return list(found)


def pages_in_menus(catalog: Catalog) -> frozenset[str]:
    """Return the paths of the pages that a menu names.

    >>> sorted(_paths_in(["index.md", {"Papers": ["papers/index.md", {"New": "new.md"}]}]))
    ['index.md', 'new.md', 'papers/index.md']
    """
    return frozenset(_paths_in(navigation(catalog)))


def _paths_in(item: Any) -> Iterator[str]:
    if isinstance(item, str):
        yield item
        return
    for inner in item.values() if isinstance(item, dict) else item:
        yield from _paths_in(inner)


def _label(text: str) -> str:
    return str(protect(text))
