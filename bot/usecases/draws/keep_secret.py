"""The bot's secret of a draw: made at the freeze, kept outside the database until it is published."""

from bot.domain.draw.entropy import SECRET_LEVELS, level
from bot.domain.draw.plan import secret_hash
from bot.domain.errors import Refused
from bot.domain.ports import Secrets
from bot.domain.rounds import Attempt
from bot.usecases.act import Act

_SECRET_BYTES = 32


def secret_name(draw: str, attempt: int) -> str:
    """Return the name under which the secret of an attempt is kept until it is published."""
    return f"{draw}-{attempt}"


def secrets_fault(act: Act) -> str:
    """Return why no secret can be kept (`no_key`, `wrong_key`), or "" where it can."""
    return act.office.secrets.fault if act.office.secrets else "no_key"


def needs_secret(kind: str) -> bool:
    """Tell whether this kind of entropy needs the bot's secret beside it (L0 and L1)."""
    return level(kind) in SECRET_LEVELS


def vault_of(act: Act) -> Secrets:
    """Return where secrets are kept; raise Refused with the reason where none can be."""
    fault = secrets_fault(act)
    if act.office.secrets is None or fault:
        raise Refused(f"draw.secrets.{fault}")
    return act.office.secrets


def keep_secret(act: Act, draw: str, number: int, kind: str, reveal_at: str | None) -> str | None:
    """Make and keep the secret where the plan needs one; return what the plan says of it, or None.

    Raises:
        Refused: one is needed and none can be kept.
    """
    if not needs_secret(kind) and reveal_at is None:
        return None
    vault = vault_of(act)
    secret = act.office.random_hex(_SECRET_BYTES)
    vault.keep(secret_name(draw, number), secret)
    return secret_hash(draw, number, secret)


def read_secret(act: Act, attempt: Attempt) -> str | None:
    """Return the attempt's secret, None where its plan has none or it cannot be read."""
    if attempt.plan["secret"] is None or act.office.secrets is None:
        return None
    return act.office.secrets.read(secret_name(attempt.plan["draw"], attempt.attempt))
