"""回复: a message that answers a piece, or its receipt, is about the same thing as the piece."""

from bot.domain.results.materials import Material
from bot.usecases.act import Act
from bot.usecases.results.keep_piece import sent_of

_RECEIPT = "material:"


async def answered_piece(act: Act) -> Material | None:
    """Return the piece that the message in hand answers, or whose receipt it answers; None for any other."""
    answers, chat_id = sent_of(act).answers, act.account_id or 0
    if not answers:
        return None
    if piece := await act.work.materials.one(account_id=chat_id, message_id=answers):
        return piece
    card = await act.work.cards.one(telegram_chat_id=chat_id, message_id=answers)
    if card is None or not card.name.startswith(_RECEIPT):
        return None
    return await act.work.materials.get(int(card.name.removeprefix(_RECEIPT)))
