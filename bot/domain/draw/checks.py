"""Each single check of section 12: what it reads, what must have passed before it, and how it is judged."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from bot.domain.draw.attempts import chain_problems
from bot.domain.draw.backfill import blocked_problems
from bot.domain.draw.beacons import is_in_time
from bot.domain.draw.entropy import entropy_hash, level, transcript_problems
from bot.domain.draw.examined import Answer, Case, Judge, Rule, answer
from bot.domain.draw.plan import Drand, commitment
from bot.domain.draw.plan_rules import rule_problems, supply_problems
from bot.domain.draw.pools import Inspector, Target, conflict_problems, id_problems, root
from bot.domain.draw.result import secret_problems
from bot.domain.draw.roster import vacancy_hash


def _same(found: object, computed: object) -> Answer:
    return answer([] if found == computed else ["differs"])


def _ids(case: Case) -> Answer:
    return answer(id_problems(case.bundle.targets) + id_problems(case.bundle.inspectors))


def _pool_problems(pool: Sequence[Any], summary: Mapping[str, Any]) -> list[str]:
    found = [] if len(pool) == summary["n"] else ["count"]
    return found + ([] if root(pool) == summary["root"] else ["root"])


def _records(name: Literal["targets", "inspectors"]) -> Judge:
    def judge(case: Case) -> Answer:
        pool: Sequence[Target] | Sequence[Inspector] = getattr(case.bundle, name)
        ids = [record.id for record in pool]
        found = [] if ids == sorted(ids) else ["order"]
        summary = case.bundle.plan.pools.plain()[name]
        return answer(found + _pool_problems([record.plain() for record in pool], summary))

    return judge


def _conflicts(case: Case) -> Answer:
    bundle = case.bundle
    summary = bundle.plan.pools.conflicts.plain()
    return answer(conflict_problems(bundle.pools) + _pool_problems(bundle.conflicts, summary))


def _plan(case: Case) -> Answer:
    plan = case.bundle.plan
    return answer(rule_problems(plan) + supply_problems(plan, case.bundle.inspectors))


def _commitment(case: Case) -> Answer:
    return _same(case.bundle.commitment, commitment(case.bundle.plan.plain()))


def _secret(case: Case) -> Answer:
    return answer(secret_problems(case.bundle.plan, case.bundle.secret))


def _transcript(case: Case) -> Answer:
    return answer(transcript_problems(case.bundle.plan.entropy, case.bundle.transcript))


def _source(case: Case) -> Answer | None:
    entropy = case.bundle.plan.entropy
    if level(entropy.kind) != "L3":
        return None
    if not isinstance(entropy, Drand):
        return Answer("undecided", "not_looked_up")
    if is_in_time(entropy) is False:
        return Answer("undecided", "round_time")
    if case.source is None:
        return Answer("undecided", "not_looked_up")
    verdict = case.source(entropy.chain, entropy.round, str(case.bundle.transcript[0].val))
    return Answer(verdict, {"pass": "", "fail": "signature", "undecided": "not_looked_up"}[verdict])


def _entropy_hash(case: Case) -> Answer:
    return _same(case.bundle.entropy_hash, entropy_hash(case.bundle.transcript).hex())


def _attempts(case: Case) -> Answer:
    return answer(chain_problems(case.bundle.plan, case.bundle.attempts))


def _part(name: str) -> Judge:
    def judge(case: Case) -> Answer:
        return _same(case.draw["result"][name], case.fixed.result[name])

    return judge


def _result_hash(case: Case) -> Answer:
    return _same(case.bundle.result_hash, case.fixed.result_hash)


def _vacancies(case: Case) -> Answer:
    for record in case.bundle.vacancies:
        found = answer(case.roster.problems(record))
        if found.detail:
            return found
        case.roster.apply(record)
    return Answer("pass")


def _blocked_vacancies(case: Case) -> Answer:
    return answer(blocked_problems(case.draw))


def _substitutions(case: Case) -> Answer:
    return _same(case.draw["substitutions"], case.roster.substitutions)


def _copied(kept: str | None, published: str) -> Answer:
    return Answer("undecided", "no_copy") if kept is None else _same(kept, published)


def _copy_commitment(case: Case) -> Answer:
    return _copied(case.copy.commitment, case.bundle.commitment)


def _copy_entropy(case: Case) -> Answer:
    return _copied(case.copy.entropy, case.bundle.entropy_hash)


def _copy_result(case: Case) -> Answer:
    return _copied(case.copy.result, case.bundle.result_hash)


def _copy_vacancy(case: Case) -> Answer:
    vacancies = case.bundle.vacancies
    last = vacancy_hash(vacancies[-1].plain()) if vacancies else case.bundle.result_hash
    return _copied(case.copy.vacancy, last)


_INPUTS_SOUND = (
    *("ids", "pool_targets", "pool_inspectors", "pool_conflicts"),
    *("plan", "commitment", "secret", "transcript", "entropy_hash"),
)
_BEFORE_ATTEMPTS = (
    Rule("ids", ("targets", "inspectors"), (), _ids),
    Rule("pool_targets", ("plan", "targets"), (), _records("targets")),
    Rule("pool_inspectors", ("plan", "inspectors"), (), _records("inspectors")),
    Rule("pool_conflicts", ("plan", "targets", "inspectors", "conflicts"), (), _conflicts),
    Rule("plan", ("plan", "inspectors"), (), _plan),
    Rule("commitment", ("plan", "commitment"), (), _commitment),
    Rule("secret", ("plan", "secret"), ("plan",), _secret),
    Rule("transcript", ("plan", "transcript"), ("plan",), _transcript),
    Rule("source", ("plan", "transcript"), ("transcript",), _source),
    Rule("entropy_hash", ("transcript", "entropy_hash"), ("transcript",), _entropy_hash),
    Rule("attempts", ("plan", "attempts"), (), _attempts),
)
_PARTS_OF_RESULT = (
    *("picked", "shortfall", "primary", "alternates", "tail", "teams"),
    *("load", "blocked", "assignment"),
)
_RESULT = (
    *(Rule(name, ("result",), _INPUTS_SOUND, _part(name)) for name in _PARTS_OF_RESULT),
    Rule("result_hash", ("result_hash",), _INPUTS_SOUND, _result_hash),
)
_RESULT_SOUND = (*_PARTS_OF_RESULT, "result_hash")
_AFTER_RESULT = (
    Rule("vacancies", ("vacancies",), _RESULT_SOUND, _vacancies),
    Rule("blocked_vacancies", ("vacancies",), _RESULT_SOUND, _blocked_vacancies),
    Rule("substitutions", ("substitutions",), ("vacancies",), _substitutions),
    Rule("copy_commitment", ("commitment",), (), _copy_commitment),
    Rule("copy_entropy", ("entropy_hash",), (), _copy_entropy),
    Rule("copy_result", ("result_hash",), (), _copy_result),
    Rule("copy_vacancy", ("vacancies", "result_hash"), (), _copy_vacancy),
)
CHECKS = _BEFORE_ATTEMPTS + _RESULT + _AFTER_RESULT
