"""Writes the public page of a year's plan beside the page of the results."""

from pathlib import Path

from bot.domain.plan_pages import PublicPlan
from storage.site.writer import environment


def write_plan_page(directory: Path, year: int, plan: PublicPlan) -> Path:
    """Write `plan-YEAR.html` into the directory and return its path."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"plan-{year}.html"
    draft = directory / f"{path.name}.part"
    draft.write_text(render_plan(plan), encoding="utf-8", newline="\n")
    draft.replace(path)
    return path


def render_plan(plan: PublicPlan) -> str:
    """Return the page as HTML."""
    return environment().get_template("plan.html.j2").render(plan=plan)
