"""The trained network as an ONNX graph with int8 weights, written node by node.

Weight matrices are int8 with a scale for each column, the word table int8 with a scale for each row. What enters a
matrix product is quantised by its own range when it is run (onnxruntime's ``DynamicQuantizeMatMul``); since a window
is run by itself, that range depends on nothing but the window. Attention, norms and the tags stay in float.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from dateline.language.encoder import WINDOW
from dateline.statements.decoding import ADDITIVE, BILINEAR, LINKS, TAGS
from dateline.training.model import HEADS, LAYERS, WIDTH

Weights = Mapping[str, NDArray[np.float32]]
MICROSOFT = "com.microsoft"


class Graph:
    """An ONNX graph in the making; each method adds a step and gives the name of what comes out of it."""

    def __init__(self, quantised: bool) -> None:
        self.quantised = quantised
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Add ``value`` as a constant, under a name that no input can have, and give that name."""
        name = f"weight.{name}"
        self.initializers[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        """Add a node with one output, and give the name of the output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def table(self, name: str, weights: NDArray[np.float32], index: str) -> str:
        """Add a look-up of rows of a table by ``index``; where quantised and large it is int8 with a scale a row."""
        if not self.quantised or len(weights) < 1000:
            return self.add("Gather", [self.constant(name, weights), index], f"{name}.rows")
        scale = np.abs(weights).max(axis=1, keepdims=True) / 127 + 1e-12
        rows = self.constant(f"{name}.int8", np.rint(weights / scale).astype(np.int8))
        whole = self.add("Gather", [rows, index], f"{name}.whole")
        scales = self.add("Gather", [self.constant(f"{name}.scale", scale.astype(np.float32)), index], f"{name}.scales")
        cast = self.add("Cast", [whole], f"{name}.cast", to=TensorProto.FLOAT)
        return self.add("Mul", [cast, scales], f"{name}.rows")

    def linear(self, name: str, weights: NDArray[np.float32], bias: NDArray[np.float32], x: str, output: str) -> str:
        """Add the product of ``x`` with ``weights`` (outputs by inputs), plus ``bias``."""
        columns = weights.T
        if not self.quantised or columns.shape[1] < 32:
            product = self.add("MatMul", [x, self.constant(f"{name}.weight", columns)], f"{name}.product")
            return self.add("Add", [product, self.constant(f"{name}.bias", bias)], output)
        scale = np.abs(columns).max(axis=0) / 127 + 1e-12
        names = [
            x,
            self.constant(f"{name}.int8", np.rint(columns / scale).astype(np.int8)),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(len(scale), dtype=np.int8)),
            self.constant(f"{name}.bias", bias),
        ]
        return self.add("DynamicQuantizeMatMul", names, output, MICROSOFT)

    def norm(self, name: str, weights: Weights, x: str, skip: str, output: str) -> str:
        """Add the layer norm of ``x`` plus ``skip``."""
        scale = self.constant(f"{name}.scale", weights[f"{name}.weight"])
        shift = self.constant(f"{name}.shift", weights[f"{name}.bias"])
        total = self.add("Add", [x, skip], f"{name}.total")
        return self.add("LayerNormalization", [total, scale, shift], output, epsilon=1e-12)


def graph_of(weights: Weights, quantised: bool) -> Graph:
    """The graph of the whole network with ``weights``, in int8 where ``quantised``."""
    g = Graph(quantised)
    x = _embedded(g, weights)
    for n in range(LAYERS):
        x = _layer(g, weights, f"layers.{n}", x)
    g.linear("tag", weights["tag.weight"], weights["tag.bias"], x, "tags")
    for output, name in (("asked", "cue_side"), ("offered", "piece_side")):
        g.linear(name, weights[f"{name}.weight"], weights[f"{name}.bias"], x, output)
    for output, name in (("distance", "distance.weight"), ("additive", "additive.weight"), ("bias", "additive.bias")):
        g.add("Identity", [g.constant(name, weights[name])], output)
    return g


def _embedded(g: Graph, weights: Weights) -> str:
    """Add the sum of the word, place, case and quotation embeddings, normed, and give the name of it."""
    words = g.table("words", weights["words.weight"], "ids")
    case = g.table("case", weights["case.weight"], "case")
    quote = g.table("quote", weights["quote.weight"], "quote")
    length = g.add("Shape", ["ids"], "length", start=1, end=2)
    zero = g.constant("zero", np.zeros(1, dtype=np.int64))
    places = g.add(
        "Slice", [g.constant("positions", weights["positions.weight"][:WINDOW][None]), zero, length,
                  g.constant("one", np.ones(1, dtype=np.int64))], "places",
    )  # fmt: skip
    marks = g.add("Add", [g.add("Add", [case, quote], "marks"), places], "marks.places")
    return g.norm("norm", weights, words, marks, "embedded")


def _layer(g: Graph, weights: Weights, name: str, x: str) -> str:
    matrix, bias = weights[f"{name}.mix.weight"], weights[f"{name}.mix.bias"]
    parts = []
    mixed = g.linear(f"{name}.mix", matrix, bias, x, f"{name}.mixed")
    sizes = g.constant("split", np.full(3, WIDTH, dtype=np.int64))
    parts = [f"{name}.{part}" for part in ("query", "key", "value")]
    g.nodes.append(helper.make_node("Split", [mixed, sizes], parts, name=f"{name}.parts", axis=-1))
    seen = g.add("MultiHeadAttention", parts, f"{name}.seen", MICROSOFT, num_heads=HEADS)
    out = g.linear(f"{name}.out", weights[f"{name}.out.weight"], weights[f"{name}.out.bias"], seen, f"{name}.said")
    x = g.norm(f"{name}.norm_mix", weights, out, x, f"{name}.middle")
    inner = g.linear(f"{name}.inner", weights[f"{name}.inner.weight"], weights[f"{name}.inner.bias"], x, f"{name}.wide")
    bent = g.add("Gelu", [inner], f"{name}.bent", MICROSOFT)
    outer = g.linear(
        f"{name}.outer", weights[f"{name}.outer.weight"], weights[f"{name}.outer.bias"], bent, f"{name}.narrow"
    )
    return g.norm(f"{name}.norm_out", weights, outer, x, f"{name}.end")


def write(weights: Weights, settings: Mapping[str, object], path: Path, quantised: bool = True) -> None:
    """Write the graph of ``weights`` to ``path``, with ``settings`` in its metadata."""
    g = graph_of(weights, quantised)
    wide = len(LINKS) * BILINEAR + ADDITIVE
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, [1, "pieces"]) for n in ("ids", "case", "quote")]
    outputs = [
        helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, "pieces", size])
        for n, size in (("tags", len(TAGS)), ("asked", wide), ("offered", wide))
    ] + [
        helper.make_tensor_value_info(n, TensorProto.FLOAT, weights[w].shape)
        for n, w in (("distance", "distance.weight"), ("additive", "additive.weight"), ("bias", "additive.bias"))
    ]
    graph = helper.make_graph(g.nodes, "attribution", inputs, outputs, list(g.initializers.values()))
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="dateline")
    entry = model.metadata_props.add()
    entry.key, entry.value = "dateline", json.dumps(settings, sort_keys=True)
    path.write_bytes(model.SerializeToString(deterministic=True))


def read_back(path: Path) -> dict[str, NDArray[np.float32]]:
    """The weights of the network that was written to ``path``, quantised or not, under the names of torch."""
    stored = {
        one.name.removeprefix("weight."): numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer
    }
    found: dict[str, NDArray[np.generic]] = {}
    for name, value in stored.items():
        whole, _, part = name.rpartition(".")
        if part == "int8":
            rows = value.astype(np.float32) * stored[f"{whole}.scale"]
            found[f"{whole}.weight"] = rows if whole == "words" else rows.T
        elif part == "shift":
            found[f"{whole}.weight"], found[f"{whole}.bias"] = stored[f"{whole}.scale"], value
        elif part == "bias":
            found[name] = value
        elif part == "weight":
            found[name] = value.T if f"{whole}.bias" in stored and whole not in ("additive",) else value
    for name in ("words", "case", "quote"):
        if name in stored:
            found[f"{name}.weight"] = stored[name]
    found["positions.weight"] = stored["positions"][0]
    return {name: np.array(value, dtype=np.float32) for name, value in found.items()}
