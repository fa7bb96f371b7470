"""抽取链: every commitment that the office has made, none left out (protocol sections 1 and 4).

Beside it stands what the journal's heads are checked with.
"""

from bot.app.signing import named_keys
from bot.domain.draw.attempts import ending_hash
from bot.domain.ports import UnitOfWork
from bot.domain.publication.rounds import PublicLink
from bot.domain.publication.site import PublicHead, PublicJournal
from bot.domain.rounds import Attempt
from bot.usecases.draws.open_commitment import numbered


async def draw_chain(work: UnitOfWork) -> tuple[PublicLink, ...]:
    """Return the attempts in the order made, those that are open or still hidden too."""
    return tuple([await _link(work, each) for each in await work.attempts.all()])


async def public_journal(work: UnitOfWork) -> PublicJournal:
    """Return the keys that the journal names, and the head that was posted last."""
    last = await work.heads.last()
    return PublicJournal(
        keys=await named_keys(work),
        head=last and PublicHead(number=last.size, root=last.root, signature=last.signature),
    )


async def _link(work: UnitOfWork, attempt: Attempt) -> PublicLink:
    decision = ""
    if attempt.decision_words_id is not None:
        decision = (await work.words.get(attempt.decision_words_id)).text
    return PublicLink(
        draw=numbered(attempt),
        state={"key": f"attempt.state.{attempt.state}"},
        prev=attempt.plan["prev"],
        commitment=attempt.commitment,
        hash=ending_hash(attempt.ending) if attempt.ending else attempt.result_hash or None,
        decision=decision,
    )
