"""What the list is and where its data are, for language models: ``llms.txt``."""

from collections.abc import Iterator

from generator.render.environment import absolute_url
from generator.render.escape import markdown_text
from generator.render.feeds import ALL
from generator.render.page import RenderInput
from generator.render.views import path_url, theme_url


def llms_file(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield ``llms.txt`` in the form of llmstxt.org: Markdown that is also easy to read."""
    catalog = given.catalog
    site = catalog.site

    def link(title: str, target: str, about: str) -> str:
        address = absolute_url(site, target) or target
        return f"- [{markdown_text(title)}]({address}): {markdown_text(about)}"

    count = len(catalog.entries)
    sections = {
        "Data": [
            link("All papers", "data/papers.json", f"{count} papers with all their fields, JSON"),
            link("Schema", "data/papers.schema.json", "what each field means, JSON Schema"),
            link("What is new", given.feeds[ALL].atom, "the newest papers, Atom"),
        ],
        "Themes": [link(t.title, theme_url(slug), t.scope) for slug, t in catalog.themes.items()],
        "Reading paths": [
            link(p.title, path_url(slug), p.purpose) for slug, p in catalog.paths.items()
        ],
    }
    parts = [f"# {markdown_text(site.name)}", f"> {markdown_text(site.tagline)}"]
    parts.append(markdown_text(site.description))
    for title, links in sections.items():
        parts += [f"## {title}", "\n".join(links)] if links else []
    yield "llms.txt", "\n\n".join(parts) + "\n"
