"""Measure how true the map is to the papers, and what it costs.

    make bench-map
    python benchmarks/map.py --corpus papers.jsonl.gz 335 20000

The papers of a corpus (JSON lines with ``title`` and ``abstract``) are filed by the theme model.

| column | says |
| --- | --- |
| theme | share of a paper's ten nearest that are of its theme |
| judged | nDCG@10 of a paper's nearest on the judged related papers |
| kin | share of a paper's related papers that are among its ten nearest |
| trust | trustworthiness over tf-idf: 1 where no stranger is among the ten nearest |
| CPU s | user and system seconds of the layout, related papers being there already |
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME), str(HOME / "tests"), str(HOME / "benchmarks")]

from relevance import gain  # noqa: E402
from scipy.spatial import cKDTree  # noqa: E402
from sklearn.decomposition import TruncatedSVD  # noqa: E402
from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402
from sklearn.manifold import TSNE, trustworthiness  # noqa: E402

from build import read_corpus, synthetic  # noqa: E402
from generator.derive.layout import layout  # noqa: E402
from generator.derive.related import Kinship  # noqa: E402
from generator.derive.themes import paper_text, train  # noqa: E402
from generator.model import Catalog, Entry, Paper  # noqa: E402
from generator.project import Project, load_project  # noqa: E402
from generator.text import title_key  # noqa: E402

NEAREST = 10
ALL_PAIRS = 5_000  # papers up to which everything is compared with everything
DIMENSIONS = 50


def main() -> None:
    """Lay lists of each size out in several ways and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers", type=int, nargs="*", help="sizes of the list; its own by default")
    parser.add_argument("--corpus", type=Path, help="JSON lines of {title, abstract}, may be .gz")
    options = parser.parse_args()
    own = load_project(Project(HOME)).catalog
    if own is None:
        sys.exit("the list itself cannot be read: see make check")
    judged = json.loads((HOME / "tests/relevance/related.json").read_text())
    print(f"{'papers':>7}  {'map':32}{'theme':>7}{'judged':>8}{'kin':>7}{'trust':>7}{'CPU s':>8}")
    for size in options.papers or [len(own.entries)]:
        catalog = enlarged(own, size, options.corpus)
        kin = Kinship(catalog).closest
        texts = vectors(catalog)
        for name, lay_out in ways(catalog, kin, texts):
            start = time.process_time()
            places = lay_out()
            cpu = time.process_time() - start
            scores = score(catalog, kin, judged, places)
            trust = trustworthy(texts, places) if size <= ALL_PAIRS else None
            figures = [scores["theme"], scores["judged"], scores["kin"], trust]
            shown = "".join(f"{'-' if f is None else f'{f:.3f}':>8}" for f in figures)
            print(f"{size:>7}  {name:31}{shown}{cpu:>8.2f}", flush=True)


def ways(
    catalog: Catalog, kin: Mapping[str, Mapping[str, float]], texts: Any
) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield our map, and the usual ways from texts to one."""
    yield "ours", lambda: own_places(catalog, kin)
    yield "two singular vectors", lambda: TruncatedSVD(2, random_state=0).fit_transform(texts)
    if texts.shape[0] > ALL_PAIRS:
        return

    def tsne() -> Any:
        reduced = TruncatedSVD(DIMENSIONS, random_state=0).fit_transform(texts)
        return TSNE(metric="cosine", random_state=0).fit_transform(reduced)

    yield f"{DIMENSIONS} singular vectors, t-SNE", tsne


def own_places(catalog: Catalog, kin: Mapping[str, Mapping[str, float]]) -> Any:
    """Return our map as an array, in the order of the catalog."""
    return np.array(list(layout(catalog, kin).papers.values()))


def vectors(catalog: Catalog) -> Any:
    """Return the texts of papers as weighed words."""
    texts = [f"{e.paper.title}. {e.paper.abstract or ''}" for e in catalog.entries.values()]
    return TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2).fit_transform(texts)


def trustworthy(texts: Any, places: Any) -> float:
    """Return how few strangers stand among the ten nearest, by the papers' words."""
    return float(trustworthiness(texts.toarray(), places, n_neighbors=NEAREST, metric="cosine"))


def score(
    catalog: Catalog,
    kin: Mapping[str, Mapping[str, float]],
    judged: Mapping[str, Mapping[str, int]],
    places: Any,
) -> dict[str, float]:
    """Return how true a map is.

    Args:
        catalog: The list.
        kin: For each paper those closest to it, with their closeness.
        judged: Grades of other papers by title, for each paper by title.
        places: A row for each paper in the order of the catalog.
    """
    ids = list(catalog.entries)
    themes = np.array([entry.theme for entry in catalog.entries.values()])
    nearest = nearest_to_each(places)
    total = 0.0
    for title, grades in judged.items():
        wanted = {catalog.id_by_title_key[title_key(t)]: grade for t, grade in grades.items()}
        here = ids.index(catalog.id_by_title_key[title_key(title)])
        got = gain([wanted.get(ids[other], 0) for other in nearest[here]])
        total += got / gain(sorted(wanted.values(), reverse=True))
    kept = [
        len(kin[id_].keys() & {ids[other] for other in around}) / len(kin[id_])
        for id_, around in zip(ids, nearest, strict=True)
        if kin[id_]
    ]
    return {
        "theme": float((themes[nearest] == themes[:, None]).mean()),
        "judged": total / len(judged),
        "kin": sum(kept) / len(kept),
    }


def nearest_to_each(places: Any) -> Any:
    """Return the ten nearest papers of each, nearest first."""
    found = cKDTree(places).query(places, k=NEAREST + 1)[1]
    return np.array([[o for o in row if o != here][:NEAREST] for here, row in enumerate(found)])


def enlarged(own: Catalog, size: int, corpus: Path | None) -> Catalog:
    """Return the list with as many further papers as it takes, filed by the theme model."""
    missing = size - len(own.entries)
    source = read_corpus(corpus) if corpus else synthetic(own)
    papers = list(islice(source, max(0, missing)))
    model = train(own)
    if not papers or model is None:
        return own
    ranked = model.rank([paper_text(paper["title"], paper["abstract"]) for paper in papers])
    added = date(2026, 1, 31)
    entries = dict(own.entries)
    for number, (paper, suggestions) in enumerate(zip(papers, ranked, strict=True)):
        id_ = f"further-{number}"
        record = Paper(title=paper["title"], abstract=paper["abstract"], added=added)
        theme = suggestions[0].theme
        entries[id_] = Entry(id=id_, theme=theme, path=f"{id_}.yaml", paper=record)
    return own.model_copy(update={"entries": entries})


if __name__ == "__main__":
    main()
