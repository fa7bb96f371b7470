"""Rows 2, 3 and 66: the operator ends attempts until one suits, or keeps two commitments open."""

from attacks.room import ANNOUNCED, REVEAL, WANTED, Group, plan_at, publish, transcript, winner

from bot.domain.draw.attempts import end_attempt, ending_hash

ATTEMPTS = 3  # a fourth needs a decision of the superior body
AFTER = "2026-11-23T11:00:00+08:00"


def _secret(number, attempt):
    return f"{number:060x}{attempt:04x}"


def abort_before(level, number):
    """Abort, while that is allowed, what looks bad by an imagined throw. Returns whether it worked."""
    group, prev = Group(f"before {level} {number}"), "0" * 64
    for attempt in range(1, ATTEMPTS + 1):
        plan = plan_at(level, attempt=attempt, prev=prev)
        group.announce(plan)
        imagined = Group(f"imagined {level} {number} {attempt}").entropy_at(level)
        if attempt == ATTEMPTS or winner(plan, imagined) == WANTED:
            break
        prev = ending_hash(end_attempt(plan, kind="abort", reason="technical", at=ANNOUNCED))
    return winner(plan, group.entropy_at(level)) == WANTED


def end_after(level, number, *, kind, reason, keeps_secret=False):
    """End every attempt that did not suit once its throw was seen, up to the third.

    Returns the number of attempts, and the published draw and the chat where it worked (else two nulls).
    """
    group, prev, records = Group(f"{kind} {level} {number}"), "0" * 64, []
    for attempt in range(1, ATTEMPTS + 1):
        secret = _secret(number, attempt) if keeps_secret else None
        plan = plan_at(level, secret, attempt=attempt, prev=prev, reveal_at=REVEAL if secret else None)
        group.announce(plan)
        values = group.entropy_at(level)
        if winner(plan, values, secret) == WANTED:
            return attempt, publish(plan, transcript(level, values), secret, attempts=records), group
        records.append(end_attempt(plan, kind=kind, reason=reason, at=AFTER))
        prev = ending_hash(records[-1])
    return ATTEMPTS, None, None


def keep_open(level, number, count=2):
    """Post so many commitments, throw once, and carry on with the one that suits.

    Returns the published draw and the chat where it worked, else two nulls.
    """
    group = Group(f"open {level} {number}")
    plans = [plan_at(level, draw=f"SSJ-2026-{i + 1:04}") for i in range(count)]
    for plan in plans:
        group.announce(plan)
    values = group.entropy_at(level)
    for plan in plans:
        if winner(plan, values) == WANTED:
            return publish(plan, transcript(level, values)), group
    return None, None
