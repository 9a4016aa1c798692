"""Teaching the encoder events and attribution together, on a network of a few made-up weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from dateline.resources.hashes import checked  # noqa: E402
from dateline.training import joint  # noqa: E402
from dateline.training.export import read_back  # noqa: E402
from dateline.training.model import WIDTH, AttributionModel  # noqa: E402


def test_an_exported_encoder_is_read_back_whole() -> None:
    """Every weight of the network is there, in its shape; positions past the window are not exported."""
    stored, wanted = read_back(Path(checked("models/attribution.onnx"))), AttributionModel().state_dict()
    assert set(stored) == set(wanted)
    assert all(stored[n].shape == tuple(w.shape) for n, w in wanted.items() if n != "positions.weight")


def test_the_lowest_layers_are_not_taught() -> None:
    """What others read from the second layer stays as it is."""
    run = joint.begin(Path(checked("models/attribution.onnx")), 1e-3)
    taught = {name.split(".", 1)[1] for name in run.weights() if name.startswith("model.")}
    assert not any(name.startswith(("words", "positions", "norm.", "layers.0.", "layers.1.")) for name in taught)
    assert any(name.startswith("layers.2.") for name in taught)


def test_the_heads_read_as_they_were_taught() -> None:
    """Numpy and torch agree on the chances."""
    torch.manual_seed(1)
    taught = joint.EventHeads().eval()
    rows = torch.randn(2, WIDTH)
    kinds, _ = taught.words(rows)
    read = taught.frozen()
    assert np.allclose(torch.softmax(kinds, -1).detach().numpy(), read.types(rows.numpy()), atol=1e-5)
    scores = taught.sides(rows[:1], rows, torch.tensor([17, 15]), torch.tensor([3, 3]))
    found = read.sides(rows[0].numpy(), rows.numpy(), [1, -1], 3)
    assert np.allclose(torch.softmax(scores, -1).detach().numpy(), found, atol=1e-5)
