"""The codebook as a page: ``python -m dateline.events.page > docs/events.md``."""

from __future__ import annotations

import sys

from dateline import resources
from dateline.events.codebook import contexts, goldstein, types


def page() -> str:
    """The codebook as a page in Markdown."""
    quads = resources.toml("plover.toml")["quads"]
    lines = [_OPENING]
    for kind in types().values():
        lines += [f"## {kind.name}", "", f"{quads[str(kind.quad)].capitalize()} · CAMEO {kind.cameo} · "
                  f"Goldstein {goldstein(kind.cameo):+.1f}", "", kind.definition, ""]  # fmt: skip
        lines += [f"- {example}" for example in kind.examples]
        lines += ["", f"*Not this:* {kind.contrast}", ""]
        if kind.modes:
            lines += ["| mode | CAMEO | Goldstein | what | example |", "|---|---|---|---|---|"]
            lines += [
                f"| {m.name} | {m.cameo} | {goldstein(m.cameo):+.1f} | {m.definition} | {m.example} |"
                for m in kind.modes
            ]
            lines.append("")
    lines += ["## Contexts", "", "What an event was about, by the words of its sentence:", ""]
    lines += [", ".join(contexts()) + ".", ""]
    return "\n".join(lines)


_OPENING = """# Events: the codebook

This page is made from `src/dateline/resources/plover.toml` by `python -m dateline.events.page > docs/events.md`.

Dateline codes events in the types of [PLOVER](https://github.com/openeventdata/PLOVER), with a mode (how), a context
(about what), the nearest CAMEO base code, its quad class and its Goldstein value. An event is a mention that
an actor of public life does one of these things to another. Saying something is a statement, and no event of itself; an
accusation, a demand, a refusal, a threat, a promise or praise is one.

Each event carries a modality, and only the first says that it happened:

| modality | when | example |
|---|---|---|
| asserted | the story itself tells it as a fact | Police arrested two skippers on Monday. |
| reported | it is a fact only in somebody's words; `statement` says whose | Police arrested two men, the union said. |
| intended | planned, pledged, announced for later | Orlo will send ten ferries to Tesk. |
| hoped | somebody hopes or wishes it | The mayor hopes that the fishermen will unblock the port. |
| demanded | somebody asks for it or orders it | The minister demanded that they withdraw by nightfall. |
| denied | negated, refused, or denied | Nobody was arrested in Koper. |
| hypothetical | under an "if", a "might", or a threat | If the fees stay, they will block the port. |
| historical | told as background of years back | Tesk attacked Orlo in 1988. |

What a film, a play, a game or a mural tells, what a drill plays, harm by a falling wall or a storm, bands that march
and plans that are shot down give no event. An act that was nearly done, stopped short of, put off or said to be untrue
is `denied`; what somebody is charged with, tried for or has pleaded to is `reported`, and what they were cleared of is
`denied`. A past that is told over several sentences stays `historical` until a recent day, the present tense or
somebody who speaks now brings the story back; so does a life in an obituary, and what an anniversary is of.
"""

if __name__ == "__main__":
    sys.stdout.write(page())
