"""The table of steps as a picture: docs/workflow.md bears it."""

from typing import get_args

from bot.domain.workflow import STEPS, State


def as_mermaid() -> str:
    """Return the table as a Mermaid state diagram, one composite state per kind of object."""
    lines = ["stateDiagram-v2"]
    for kind in get_args(State):
        name = kind.__name__.removesuffix("State")
        steps = [step for step in STEPS if isinstance(step.source, kind)]
        lines.append(f"    state {name} {{")
        lines += [
            f"        {name}_{step.source.value} --> {name}_{step.target.value}: {step.command}"
            for step in steps
        ]
        lines.append("    }")
    return "\n".join(lines)
