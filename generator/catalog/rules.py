"""Rules over references: whatever is named must be there, and nothing listed may be lost."""

import re
from collections.abc import Iterator

from generator.catalog.view import Rule, View
from generator.model import Page
from generator.places import IGNORED_PATH, REGISTER_PATH, SITE_PATH, TAGS_PATH
from generator.problems import Location, Problem, did_you_mean, error, quote, warning
from generator.prose import links_of, split_prose
from generator.text import title_key

# Where links and images of Markdown lead, inline or by reference; a line may end inside an address.
_ADDRESS = re.compile(r"\](?:\(\s*+<?\s*+([^)\"' \t]{0,200})|:\s*+<?([^\s>]{0,200}))")
_PLAIN_ADDRESS = re.compile(r"https?:|mailto:|[.\w-]*(?:[/#?]|$)")


def themes_exist(view: View) -> Iterator[Problem]:
    """Every folder of entries and every `also_in` is a theme."""
    known = view.theme_slugs
    for entry in view.catalog.entries.values():
        if entry.theme not in known:
            message = f"the folder {quote(entry.theme)} is no theme"
            hint = did_you_mean(entry.theme, known)
            hint += " Or" if hint.endswith("?") else "; or"
            hint += f" add content/themes/{entry.theme}.yaml"
            yield error(Location(entry.path), "unknown-theme", message, hint)
        for index, slug in enumerate(entry.paper.also_in):
            if slug in known and slug != entry.theme:
                continue
            where = view.locate(entry.path, "also_in", index)
            if slug == entry.theme:
                message = f"{quote(slug)} is the folder's own theme"
                yield error(where, "unknown-theme", message, "remove it from also_in")
            else:
                message = f"{quote(slug)} is no theme"
                yield error(where, "unknown-theme", message, did_you_mean(slug, known))
    for slug, theme in view.catalog.themes.items():
        path = f"content/themes/{slug}.yaml"
        for index, neighbour in enumerate(theme.neighbours):
            if neighbour.theme not in known or neighbour.theme == slug:
                message = f"{quote(neighbour.theme)} is no other theme"
                where = view.locate(path, "neighbours", index, "theme")
                yield error(
                    where, "unknown-theme", message, did_you_mean(neighbour.theme, known - {slug})
                )


def tags_exist(view: View) -> Iterator[Problem]:
    """Every tag of an entry is in the vocabulary, and stands there once."""
    if TAGS_PATH in view.unread:
        return
    known = view.catalog.tags
    for entry in view.catalog.entries.values():
        for index, slug in enumerate(entry.paper.tags):
            if slug not in known:
                where = view.locate(entry.path, "tags", index)
                hint = did_you_mean(slug, known) + f" (the vocabulary is {TAGS_PATH})"
                yield error(where, "unknown-tag", f"{quote(slug)} is no tag", hint)
            elif slug in entry.paper.tags[:index]:
                where = view.locate(entry.path, "tags", index)
                message = f"the tag {quote(slug)} stands here twice"
                yield error(where, "repeated-word", message, "remove one of the two")


def papers_exist(view: View) -> Iterator[Problem]:
    """Every id that is named is the id of an entry."""
    catalog = view.catalog
    for entry in catalog.entries.values():
        for index, relation in enumerate(entry.paper.relates):
            keys = ("relates", index, "id")
            yield from _paper(view, relation.id, entry.path, *keys)
            if relation.id == entry.id:
                message = "a paper cannot relate to itself"
                hint = "remove this relation, or name the other paper"
                yield error(view.locate(entry.path, *keys), "self-reference", message, hint)
    for slug, theme in catalog.themes.items():
        path = f"content/themes/{slug}.yaml"
        for index, pointer in enumerate(theme.start_here):
            yield from _paper(view, pointer.id, path, "start_here", index, "id")
    for slug, reading_path in catalog.paths.items():
        path = f"content/paths/{slug}.yaml"
        for index, step in enumerate(reading_path.steps):
            yield from _paper(view, step.id, path, "steps", index, "id")
    for index, id_ in enumerate(catalog.site.start_here):
        yield from _paper(view, id_, SITE_PATH, "start_here", index)


def steps_differ(view: View) -> Iterator[Problem]:
    """A reading path leads to each paper once."""
    for slug, reading_path in view.catalog.paths.items():
        ids = [step.id for step in reading_path.steps]
        for index, id_ in enumerate(ids):
            if id_ in ids[:index]:
                where = view.locate(f"content/paths/{slug}.yaml", "steps", index, "id")
                message = f"the paper {quote(id_)} is a step above already"
                yield error(where, "repeated-word", message, "keep one of the two")


def prose_links_lead_somewhere(view: View) -> Iterator[Problem]:
    """Every `[[…]]` in prose names a paper, theme or path; no Markdown link runs a script."""
    catalog = view.catalog
    for slug, theme in catalog.themes.items():
        path = f"content/themes/{slug}.yaml"
        where = view.locate(path, "introduction")
        yield from _prose(view, theme.introduction, where)
        for index, neighbour in enumerate(theme.neighbours):
            where = view.locate(path, "neighbours", index, "border")
            yield from _prose(view, neighbour.border, where)
    for slug, reading_path in catalog.paths.items():
        for index, step in enumerate(reading_path.steps):
            for name, text in (("take", step.take), ("leads_to", step.leads_to)):
                where = view.locate(f"content/paths/{slug}.yaml", "steps", index, name)
                yield from _prose(view, text, where)
    for page in catalog.pages.values():
        for number, line in enumerate(page.markdown.splitlines(), 1):
            yield from _prose(view, line, Location(page.path, number))
        yield from _addresses(page)


def _addresses(page: Page) -> Iterator[Problem]:
    """Yield the links and images of a page whose address begins as no page and no host does."""
    plain = "".join(part if isinstance(part, str) else " " for part in split_prose(page.markdown))
    for match in _ADDRESS.finditer(plain):
        address = "".join((match[1] or match[2] or "").split())
        if not set(address) & set(":&") or _PLAIN_ADDRESS.match(address):
            continue
        before = plain[: match.start(match.lastindex or 0)]
        where = Location(page.path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"expected a link to a page or an http(s) address, got {quote(address)}"
        hint = "write the whole address, or [[id]] for a paper of the list"
        yield error(where, "url", message, hint)


def named_listings_exist(view: View) -> Iterator[Problem]:
    """Every listing that the site's description names is there."""
    site, known = view.catalog.site, view.catalog.listings
    for index, id_ in enumerate(site.complete_listings):
        if id_ not in known and id_ not in view.unread_listings:
            where = view.locate(SITE_PATH, "complete_listings", index)
            message = f"there is no listing {quote(id_)}"
            yield error(where, "unknown-listing", message, did_you_mean(id_, known))
    for id_ in site.listing_titles:
        if id_ not in known and id_ not in view.unread_listings:
            where = view.locate(SITE_PATH, "listing_titles", id_, key=True)
            message = f"there is no listing {quote(id_)}"
            yield error(where, "unknown-listing", message, did_you_mean(id_, known))


def themes_differ(view: View) -> Iterator[Problem]:
    """No two themes have the same title, or the same short one."""
    for name in ("title", "short"):
        owner: dict[str, str] = {}
        for slug, theme in view.catalog.themes.items():
            first = owner.setdefault(title_key(getattr(theme, name)), slug)
            if first != slug:
                message = f"the theme {quote(first)} has the same {name}"
                where = view.locate(f"content/themes/{slug}.yaml", name)
                yield error(where, "repeated-word", message, "say what sets this one apart")


def tags_differ(view: View) -> Iterator[Problem]:
    """No label of a tag is that of another, or an alias of it.

    Two tags may share an alias: "options" leads to hierarchical policies and to skill discovery.
    """
    owner: dict[str, str] = {}
    for slug, tag in view.catalog.tags.items():
        first = owner.setdefault(title_key(tag.label), slug)
        if first != slug:
            message = f"the tag {quote(first)} has the same label"
            where = view.locate_item(TAGS_PATH, "slug", slug, "label")
            yield error(where, "repeated-word", message, "say what sets this one apart")
    for slug, tag in view.catalog.tags.items():
        for index, alias in enumerate(tag.aliases):
            other = owner.get(title_key(alias), slug)
            if other != slug:
                message = f"{quote(alias)} is the label of the tag {quote(other)}"
                where = view.locate_item(TAGS_PATH, "slug", slug, "aliases", index)
                yield error(where, "repeated-word", message, "remove it here")


def former_ids_are_free(view: View) -> Iterator[Problem]:
    """A former id leads to one entry only, and is nobody's present id."""
    owner: dict[str, str] = {}
    for entry in view.catalog.entries.values():
        for index, old in enumerate(entry.paper.formerly):
            taken = old if old in view.catalog.entries else owner.get(old)
            if taken:
                where = view.locate(entry.path, "formerly", index)
                message = f"the id {quote(old)} leads to {quote(taken)} already"
                yield error(where, "duplicate-id", message, "keep it with one entry")
            owner[old] = entry.id


def listed_records_are_kept(view: View) -> Iterator[Problem]:
    """Every record of every listing is an entry or ignored with a reason."""
    catalog = view.catalog
    for listing in catalog.listings.values():
        for record in listing.records:
            key = title_key(record.title)
            if catalog.id_of(record) or key in catalog.ignored_keys:
                continue
            removed = [i for i, title in catalog.register_ids.items() if title_key(title) == key]
            if IGNORED_PATH in view.unread or view.unread_ids.intersection(removed):
                continue
            where = Location(listing.path, record.line)
            message = f"the listed paper {quote(record.title)} has no entry"
            hint = f"make ingest LISTING={listing.path}"
            if removed:
                hint = f"its entry {quote(removed[0])} was removed: restore it"
            hint += f", or add its title with a reason to {IGNORED_PATH}"
            yield error(where, "listed-without-entry", message, hint)


def ignored_papers_are_absent(view: View) -> Iterator[Problem]:
    """A paper is on the list or ignored, not both."""
    catalog = view.catalog
    for line in catalog.ignored:
        id_ = catalog.id_by_title_key.get(title_key(line.title))
        if id_ is not None:
            where = view.locate_item(IGNORED_PATH, "title", line.title, "title")
            message = f"{quote(line.title)} is ignored and has the entry {quote(id_)}"
            yield error(where, "ignored-with-entry", message, "remove one of the two")


def ids_are_permanent(view: View) -> Iterator[Problem]:
    """Every id that was ever given still leads somewhere."""
    catalog = view.catalog
    kept = {*catalog.current_id, *view.unread_ids, *(line.id for line in catalog.ignored)}
    for id_, title in catalog.register_ids.items():
        if id_ in kept or title_key(title) in catalog.ignored_keys:
            continue
        where = view.locate(REGISTER_PATH, id_, key=True)
        message = f"the id {quote(id_)} was given to {quote(title)} and leads nowhere now"
        hint = f"add it to formerly: of the entry that replaces it, or to {IGNORED_PATH} as id:"
        hint += ", or delete this line if it was never published"
        yield error(where, "lost-id", message, hint)


def ids_are_registered(view: View) -> Iterator[Problem]:
    """Every id is in the register, which keeps its address when the entry is renamed or removed."""
    for entry in view.catalog.entries.values():
        if entry.id not in view.catalog.register_ids and REGISTER_PATH not in view.unread:
            message = f"the id {quote(entry.id)} is not in {REGISTER_PATH} yet"
            hint = "`make fix` adds it once no error is left"
            yield warning(Location(entry.path), "unregistered-id", message, hint)


def relations_agree(view: View) -> Iterator[Problem]:
    """A directed relation is not claimed both ways, and none is stated twice."""
    directed = {"extends", "uses", "surveys"}
    stated: dict[tuple[str, str], str] = {}
    for entry in view.catalog.entries.values():
        for index, relation in enumerate(entry.paper.relates):
            where = (entry.path, "relates", index)
            back = stated.get((relation.id, entry.id))
            if (entry.id, relation.id) in stated:
                message = f"a relation to {quote(relation.id)} is stated above already"
                yield error(view.locate(*where), "repeated-word", message, "keep the stronger one")
            elif back == relation.kind and back in directed:
                message = f"{quote(relation.id)} says that it {back} this paper"
                hint = "only one of two papers can extend, use or survey the other"
                yield error(view.locate(*where), "contradicting-relation", message, hint)
            elif back is not None:
                message = f"{quote(relation.id)} states its relation to this paper already"
                yield warning(view.locate(*where), "relation-twice", message, "state it once")
            stated[entry.id, relation.id] = relation.kind


def _paper(view: View, id_: str, path: str, *keys: str | int) -> Iterator[Problem]:
    catalog = view.catalog
    if id_ in catalog.entries or id_ in view.unread_ids:
        return
    now = catalog.current_id.get(id_)
    hint = f"it is {quote(now)} now" if now else did_you_mean(id_, catalog.entries)
    if not now and id_ in catalog.register_ids:
        hint = "its entry was removed: remove this too, or name another paper"
    yield error(view.locate(path, *keys), "unknown-paper", f"there is no paper {quote(id_)}", hint)


def _prose(view: View, text: str | None, where: Location) -> Iterator[Problem]:
    known = {
        "paper": {*view.catalog.entries, *view.unread_ids},
        "theme": set(view.theme_slugs),
        "path": set(view.catalog.paths),
    }
    for link in links_of(text):
        targets = known[link.kind]
        if link.target not in targets:
            message = f"there is no {link.kind} {quote(link.target)}"
            hint = did_you_mean(link.target, targets)
            yield error(_link(view, where, link.target), f"unknown-{link.kind}", message, hint)


def _link(view: View, start: Location, target: str) -> Location:
    """Return where a link to a target stands in a text that begins at a place."""
    pattern = re.compile(rf"\[\[(?:[^\]|]*[:\s])?{re.escape(target)}\s*[\]|]")
    lines = view.texts.get(start.path, "").split("\n")
    for number, line in enumerate(lines[start.line - 1 :], start.line):
        found = pattern.search(line)
        if found:
            return Location(start.path, number, found.start() + 1)
    return start


REFERENCE_RULES: tuple[Rule, ...] = (
    themes_exist,
    themes_differ,
    tags_exist,
    tags_differ,
    papers_exist,
    steps_differ,
    prose_links_lead_somewhere,
    named_listings_exist,
    former_ids_are_free,
    listed_records_are_kept,
    ignored_papers_are_absent,
    ids_are_permanent,
    ids_are_registered,
    relations_agree,
)
