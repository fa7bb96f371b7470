"""The room of every attack: one office, twenty schools of which one is drawn, and the phones of its group.

The operator has everything: the database, the bot's code, the plan's every field, any number of tries before
he posts. What he does not have is what others make after his commitment: throws on Telegram's server, a
public beacon, texts of other people. Those come from a generator that he cannot ask ahead of time.
"""

import json
import random
from typing import NamedTuple

from bot.domain.draw.bundle import assemble_bundle, bundle_bytes
from bot.domain.draw.bytes import digest, dumps
from bot.domain.draw.entropy import seed_of
from bot.domain.draw.plan import Plan, commitment, make_plan, secret_hash
from bot.domain.draw.pools import freeze
from bot.domain.draw.result import fix, read_transcript

SCHOOLS = 20
CHANCE = 1 / SCHOOLS
WANTED = "S07"
FIRST = "0" * 64
ANNOUNCED = "2026-11-23T09:00:00+08:00"
NOT_BEFORE = "2026-11-23T10:00:00+08:00"
REVEAL = "2026-11-30T09:00:00+08:00"
ENTROPY = {
    "L0": {"kind": "none"},
    "L1": {"kind": "text", "count": 2},
    "L2": {"kind": "slot", "count": 11},
    "d10": {"kind": "d10", "count": 20},
    "L3": {"kind": "drand", "chain": "ab" * 32, "round": 5, "not_before": NOT_BEFORE},
}


def school(number):
    return {"id": f"S{number:02}", "name": f"学校{number}", "stratum": "a", "eligible": True, "why": ""}


POOLS = freeze(map(school, range(SCHOOLS)), [], [])
_BLANK = make_plan(
    draw="SSJ-2026-0001",
    attempt=1,
    prev=FIRST,
    profile="changli-education-2017",
    authority=["昌黎县教育局"],
    pools=POOLS,
    strata=[{"name": "a", "bp": 500, "min": 0}],
    floor_bp=0,
    overdraw=1,
    team_count=0,
    seats=[],
    entropy=ENTROPY["L2"],
    secret_commitment=None,
    announced_at=ANNOUNCED,
    reveal_at=None,
)


def plan_at(level, secret=None, **changes):
    """Return a valid plan of this level; whatever the operator likes may be changed in it."""
    plan = _BLANK | {"entropy": ENTROPY[level]} | changes
    if secret is not None:
        plan["secret"] = secret_hash(plan["draw"], plan["attempt"], secret)
    return plan


def winner(plan, values, secret=None, pools=POOLS):
    """Return the school that is drawn: the short way, for whoever tries many."""
    seed = seed_of(commitment(plan), secret, digest("entropy", dumps(values)))
    return pools.targets[seed.order("order/target", len(pools.targets))[0]].id


class Message(NamedTuple):
    """What stays on every member's phone: who or what it is from, and what it says."""

    kind: str  # commitment, throw, dice, text or beacon
    value: object
    number: int


class Group:
    """The chat of one draw. Members keep what they saw; the operator cannot take it back."""

    def __init__(self, seed):
        self._nature = random.Random(f"ssj nature {seed}")
        self.messages = []

    def say(self, kind, value):
        """Show a message to all, for ever; return what it says."""
        self.messages.append(Message(kind, value, len(self.messages) + 1))
        return value

    def announce(self, plan):
        """Post the commitment."""
        return self.say("commitment", commitment(plan))

    def throw(self, count):
        """Throw so many slot machines; their values are made when they are thrown."""
        return [self.say("throw", self._nature.randint(1, 64)) for _ in range(count)]

    def dice(self, count):
        """Throw so many ten-sided dice on the table, where all can read them."""
        return self.say("dice", "".join(str(self._nature.randrange(10)) for _ in range(count)))

    def write(self, count):
        """Let so many members each write a text."""
        return [self.say("text", f"公开公平{self._nature.getrandbits(40)}") for _ in range(count)]

    def beacon(self):
        """Let the time of the named round come; all the world sees its signature."""
        return self.say("beacon", self._nature.randbytes(48).hex())

    def seen(self, kind):
        return [message for message in self.messages if message.kind == kind]

    def entropy_at(self, level):
        """Return what an honest draw of this level takes from the group or the world."""
        if level == "L3":
            return [self.beacon()]
        if level == "d10":
            return [self.dice(ENTROPY["d10"]["count"])]
        return self.throw(ENTROPY["L2"]["count"]) if level == "L2" else self.write(ENTROPY["L1"]["count"])


def transcript(level, values, places=None):
    """Return the transcript with these values; `places` are the message numbers they are said to have."""
    kind = ENTROPY[level]["kind"]
    single = {"d10": "room", "drand": "drand"}.get(kind)
    places = places or range(10, 10 + len(values))
    return [
        {
            "i": i,
            "kind": kind,
            "src": single or f"msg:{place}" + (f"/{i + 1}" if kind == "text" else ""),
            "val": value,
        }
        for i, (place, value) in enumerate(zip(places, values, strict=True))
    ]


class Published(NamedTuple):
    """What the operator publishes in the end, and the codes that his bot posted with the result."""

    raw: bytes
    commitment: str
    entropy: str
    result: str

    def with_plan(self, plan):
        """Return the same with another plan in the file, all else as it was."""
        return self._replace(raw=bundle_bytes(json.loads(self.raw) | {"plan": plan}))


def publish(plan, entries, secret=None, *, pools=POOLS, attempts=()):
    """Return the published draw, computed by a bot that checks nothing."""
    fixed = fix(Plan.model_validate(plan), pools, read_transcript(entries), secret)
    bundle = assemble_bundle(
        plan=plan, pools=pools, transcript=entries, secret=secret, fixed=fixed, attempts=attempts
    )
    return Published(bundle_bytes(bundle), commitment(plan), fixed.entropy_hash, fixed.result_hash)
