"""Other generators over the very pages that we render, for `benchmarks/build.py`.

Each is given the same words with as little around them as it needs: plain MkDocs and Zensical read
our `build/` as it is, Hugo gets our frame of a paper's page as its one layout.
"""

import json
import shutil
import sys
from pathlib import Path

import yaml

from generator.site.pour import built_path, parts_of, take_apart

_LAYOUT = "{}{{{{ .Params.head | safeHTML }}}}{}{}{{{{ .Content }}}}{}"


def plain_mkdocs(build: Path, site: Path) -> list[str]:
    """Return the command that builds our Markdown with MkDocs and Material alone."""
    config = str(build / "mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", config]
    return [*command, "--site-dir", str(site)]


def zensical(build: Path, folder: Path) -> list[str]:
    """Return the command that builds a copy of our `build/` with Zensical."""
    copy = shutil.copytree(build, folder / "zensical")
    config = str(copy / "mkdocs.yml")
    return [sys.executable, "-m", "zensical", "build", "--clean", "--config-file", config]


def hugo(root: Path, folder: Path) -> list[str] | None:
    """Return the command that builds our pages with Hugo; None where it is not installed.

    Args:
        root: A list whose site is built, for the frame of its papers' pages.
        folder: Where to put what Hugo reads and writes.
    """
    program = shutil.which("hugo") or shutil.which("hugo", path=str(Path(sys.executable).parent))
    if not program:
        return None
    home = folder / "hugo"
    frames = root / ".cache/engine"
    source = min((frames / "docs/papers").glob("*.md"), key=lambda p: (p.stem == "index", p.name))
    path = f"papers/{source.name}"
    parts = parts_of((frames / "site" / built_path(path)).read_text(), path)
    layout = _LAYOUT.format(*(part.replace("{{", "") for part in parts))
    for name in ("single", "list"):
        (home / "layouts/_default").mkdir(parents=True, exist_ok=True)
        (home / f"layouts/_default/{name}.html").write_text(layout)
    (home / "layouts/index.html").write_text(layout)
    settings = {
        "baseURL": "https://example.org/",
        "disableKinds": ["taxonomy", "term", "RSS", "sitemap"],
        "markup": {"goldmark": {"renderer": {"unsafe": True}}},
    }
    (home / "hugo.json").write_text(json.dumps(settings))
    docs = root / "build/docs"
    for markdown in docs.rglob("*.md"):
        relative = markdown.relative_to(docs)
        page = take_apart(relative.as_posix(), markdown.read_text())
        if page:
            target = home / "content" / relative
            target = target.with_name("_index.md") if target.stem == "index" else target
            target.parent.mkdir(parents=True, exist_ok=True)
            front = yaml.safe_dump({"title": page.title, "head": page.head}, allow_unicode=True)
            target.write_text(f"---\n{front}---\n\n{page.body}\n")
    shutil.copytree(
        docs, home / "static", ignore=shutil.ignore_patterns("*.md"), dirs_exist_ok=True
    )
    return [program, "--source", str(home), "--destination", str(home / "public"), "--quiet"]
