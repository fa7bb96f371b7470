"""Writes the public page of a year's plan beside the page of the results."""

from pathlib import Path

from bot.domain.plans.pages import PublicPlan
from storage.files import write_atomically
from storage.site.templating import environment


def write_plan_page(directory: Path, year: int, plan: PublicPlan) -> Path:
    """Write `plan-YEAR.html` into the directory and return its path."""
    path = directory / f"plan-{year}.html"
    write_atomically(path, render_plan(plan).encode())
    return path


def render_plan(plan: PublicPlan) -> str:
    """Return the page as HTML."""
    return environment().get_template("plan.html.j2").render(plan=plan)
