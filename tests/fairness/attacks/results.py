"""What every attack came to, as the rows of docs/fairness.md.

`PYTHONPATH=tests/fairness python -m attacks.results` prints them.
"""

import sys
from itertools import count
from typing import NamedTuple

from attacks import contributions, endings, register, shopping
from attacks.judge import chat_says, objections, verifier_says
from attacks.room import CHANCE
from chi_square import most_if_never_seen, wilson

TRIALS = 10_000
FORGERIES = 300
SHOPPED = 200
VETOES = 2_000
GROUP, PUBLIC, TABLE, SEALED = "L2 群内摇号", "L3 公共随机源", "L2 实物骰子", "L2 保密抽取"


class Played(NamedTuple):
    """An attack that keeps to the rules: how often the wanted school was drawn."""

    name: str
    level: str
    trials: int
    wins: int

    def gain(self):
        """Return the advantage over chance with its 95 % interval, as fractions."""
        low, high = wilson(self.wins, self.trials)
        return self.wins / self.trials - CHANCE, low - CHANCE, high - CHANCE

    def row(self):
        gain, low, high = (100 * part for part in self.gain())
        rate = f"{self.wins:,}/{self.trials:,}"
        return f"| {self.name} | {self.level} | {rate} | {gain:+.2f}（{low:+.2f}～{high:+.2f}） |"


class Forged(NamedTuple):
    """An attack that breaks a rule to have the wanted school: who noticed."""

    name: str
    level: str
    trials: int
    unseen_by_files: int
    unseen_by_chat: int
    why: tuple[str, ...]

    def most(self):
        """Return the advantage that still cannot be excluded (95 %)."""
        return most_if_never_seen(self.trials) if not self.unseen_by_chat else 1.0

    def row(self):
        files, chat = self.trials - self.unseen_by_files, self.trials - self.unseen_by_chat
        bound = f"<{100 * self.most():.2f}"
        return f"| {self.name} | {self.level} | {files}/{self.trials} | {chat}/{self.trials} | {bound} |"


def _played(name, level, attack):
    return Played(name, level, TRIALS, sum(attack(number) for number in range(TRIALS)))


def played():
    """Return the attacks that keep to the rules."""
    return [
        _played("先试方案再公布封存码", GROUP, _at("L2", shopping.shop_plan)),
        _played("先试方案再公布封存码", PUBLIC, _at("L3", shopping.shop_plan)),
        _played("摇号前一再中止", GROUP, _at("L2", endings.abort_before)),
        _played("开奖前一再中止", PUBLIC, _at("L3", endings.abort_before)),
        _played("一人误读骰子拖延", TABLE, contributions.type_alone),
    ]


def _forged(name, level, attack):
    """Try until FORGERIES draws with the wanted school were published, and ask who can object."""
    unseen, whole, why, made = 0, 0, set(), 0
    for number in count():
        published, group = attack(number)
        if published is None:
            continue
        found = verifier_says(published, group)
        said = found + chat_says(published, group)
        unseen, whole, why, made = unseen + (not found), whole + (not said), why | set(said), made + 1
        if made == FORGERIES:
            return Forged(name, level, made, unseen, whole, tuple(sorted(why)))
    raise AssertionError


def _after(level, kind, reason):
    def attack(number):
        attempt, published, group = endings.end_after(level, number, kind=kind, reason=reason)
        return (None, None) if attempt == 1 else (published, group)

    return attack


def _at(level, attack):
    return lambda number: attack(level, number)


def forged():
    """Return the attacks that break a rule."""
    return [
        _forged("名录库封存后改名单", GROUP, _at("L2", register.edit_after)),
        _forged("名录库封存后改名单", PUBLIC, _at("L3", register.edit_after)),
        _forged("用一段文字顶替最后一次摇号", GROUP, contributions.slip_in_text),
        _forged("多摇三次，挑着算", GROUP, contributions.drop_throws),
        _forged("换一期开奖号", PUBLIC, contributions.other_round),
        _forged("看到摇号后“中止”重来", GROUP, _after("L2", "abort", "technical")),
        _forged("开奖后“中止”重来", PUBLIC, _after("L3", "abort", "technical")),
        _forged("看到摇号后称“未收到”重来", GROUP, _after("L2", "lost", "throw_unknown")),
        _forged("开奖后称“查不到”重来", PUBLIC, _after("L3", "lost", "source_missing")),
        _forged("同时公布两个封存码，择一使用", GROUP, _at("L2", endings.keep_open)),
        _forged("同时公布两个封存码，择一使用", PUBLIC, _at("L3", endings.keep_open)),
    ]


class Open(NamedTuple):
    """A weakness that the protocol states: how often it works, and what is seen of it."""

    name: str
    level: str
    trials: int
    wins: int
    seen: str

    def row(self):
        return f"| {self.name} | {self.level} | {self.wins:,}/{self.trials:,} | {self.seen} |"


def tries_at_l0():
    """Return how many secrets the operator had to try at L0, for each of SHOPPED draws that all pass."""
    shopped = [shopping.shop_secret(number) for number in range(SHOPPED)]
    assert not any(objections(found.published, found.group) for found in shopped)
    return [found.tries for found in shopped]


def _texts():
    found = [contributions.choose_texts(number) for number in range(SHOPPED)]
    unseen = sum(not verifier_says(published, group) for _, published, group in found)
    assert unseen == SHOPPED
    return sum(works for works, *_ in found)


def _last_texts():
    found = [contributions.write_last(number) for number in range(SHOPPED)]
    assert not any(objections(published, group) for _, published, group in found)
    return sum(tries for tries, *_ in found) / SHOPPED


def _vetoes(level, reason, **how):
    """Return how often a veto led to the wanted school; nobody can object, but each shows its attempts."""
    wins = 0
    for number in range(VETOES):
        attempt, published, group = endings.end_after(level, number, kind="lost", reason=reason, **how)
        if published is not None:
            wins += 1
            assert not objections(published, group)
            assert published.raw.count(b'"kind":"lost"') == attempt - 1
    return wins


def open_ones():
    """Return the weaknesses that remain, and those of the lower levels."""
    tries, last = tries_at_l0(), _last_texts()
    together = [contributions.type_together(number) for number in range(SHOPPED)]
    agreed = sum(not verifier_says(published, group) for published, group in together)
    return [
        Open("私下试秘密数", "L0", SHOPPED, len(tries), f"看不出；平均试 {sum(tries) / SHOPPED:.1f} 次"),
        Open("挑选计入哪两条文字", "L1", SHOPPED, _texts(), "校验包看不出；对照群聊可见"),
        Open("最后一名观察员合谋试文字", "L1", SHOPPED, SHOPPED, f"看不出；平均试 {last:.1f} 次"),
        Open("两名录入人合谋报假点数", TABLE, SHOPPED, agreed, "校验包看不出；在场的人和照片可见"),
        Open(
            "看到结果后称秘密数丢失，至多三次",
            SEALED,
            VETOES,
            _vetoes("L2", "secret_lost", keeps_secret=True),
            "每次都留下一条公开的“遗失”记录",
        ),
        Open(
            "看到骰子后故意读不一致，至多三次",
            TABLE,
            VETOES,
            _vetoes("d10", "typists_disagree"),
            "每次都留下一条公开的“遗失”记录",
        ),
    ]


if __name__ == "__main__":
    for line in [found.row() for found in [*played(), *forged(), *open_ones()]]:
        sys.stdout.write(line + "\n")
