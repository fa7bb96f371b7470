"""The three verifiers side by side: the bot, the Python file and the page."""

import json
from pathlib import Path

from bot.domain.draw.bytes import dumps
from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.roster import vacancy_hash
from bot.domain.draw.verification import verify
from verifier.ssj_verify import judge

VECTORS = json.loads((Path(__file__).parents[1] / "domain/draw/draw-vectors.json").read_bytes())
VERDICTS = {"pass": True, "fail": False, "undecided": None}
CODES = (
    *("canonical", "keys", "ids", "pool_targets", "pool_inspectors", "pool_conflicts"),
    *("plan", "commitment", "secret", "transcript", "source", "entropy_hash", "attempts"),
    *("picked", "shortfall", "primary", "alternates", "tail", "teams"),
    *("load", "blocked", "assignment", "result_hash"),
    *("vacancies", "blocked_vacancies", "substitutions"),
    *("copy_commitment", "copy_entropy", "copy_result", "copy_vacancy"),
)


def vector(start):
    """Return a fresh copy of the vector's bundle whose case begins so."""
    (found, *_) = [case["bundle"] for case in VECTORS if case["case"].startswith(start)]
    return json.loads(dumps(found))


def copy_of(bundle):
    """Return what an observer of this draw has kept."""
    vacancies = bundle["vacancies"]
    return {
        "copy_commitment": bundle["commitment"],
        "copy_entropy": bundle["entropy_hash"],
        "copy_result": bundle["result_hash"],
        "copy_vacancy": vacancy_hash(vacancies[-1]) if vacancies else bundle["result_hash"],
    }


def by_bot(raw, copy):
    kept = ObserversCopy(**{name.removeprefix("copy_"): kept for name, kept in copy.items()})
    return {check.code: VERDICTS[check.verdict] for check in verify(raw, kept)}


def differences(page, cases):
    """Return `[(name, verdicts of bot, Python, page)]` of those that do not agree, and all by name."""
    answers = page.judge([(raw, copy) for _, raw, copy in cases])
    trio = [
        (name, by_bot(raw, copy), judge(raw, copy)[0], seen)
        for (name, raw, copy), seen in zip(cases, answers, strict=True)
    ]
    unlike = [
        each for each in trio if not list(each[1].items()) == list(each[2].items()) == list(each[3].items())
    ]
    return unlike, {name: found for name, found, *_ in trio}


class FileAsPage:
    """The Python file in the page's place, where only the bot is on trial (`make mutants`)."""

    def judge(self, cases):
        return [judge(raw, copy)[0] for raw, copy in cases]


def failing(found):
    return [code for code, verdict in found.items() if verdict is False]
