"""`shuangsuiji doctor`: what is well, what is not, and what to do about it."""

import asyncio

import typer

from bot.app import SystemClock
from bot.app.doctor import Finding, examine
from bot.app.logs import set_up_logs
from bot.cli.saying import said
from bot.cli.working import console_settings
from bot.settings import ConsoleSettings, Settings, SettingsError, read_settings


def doctor() -> None:
    """Examine everything that the office rests on; exit status 1 where something is to be done."""
    findings = asyncio.run(_examine(console_settings()))
    for each in findings:
        typer.echo(said("console.doctor.line", mark=_mark(each), text=_sentence(each)))
    faults = sum(not each.is_well for each in findings)
    typer.echo(said("console.doctor.faults", n=faults) if faults else said("console.doctor.well"))
    raise typer.Exit(1 if faults else 0)


async def _examine(settings: ConsoleSettings) -> list[Finding]:
    return [each async for each in examine(settings, _bot_settings(), SystemClock().now())]


def _bot_settings() -> Settings | None:
    """Return the bot's settings; what is found is said in sentences, so the log is silent."""
    try:
        settings = read_settings()
    except SettingsError:
        return None
    set_up_logs("CRITICAL", settings.token, settings.secret_key)
    return settings


def _mark(finding: Finding) -> str:
    return said("console.doctor.mark_well" if finding.is_well else "console.doctor.mark_fault")


def _sentence(finding: Finding) -> str:
    return said(f"console.doctor.{finding.code}", **finding.values)
