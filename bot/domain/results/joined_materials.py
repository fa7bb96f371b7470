"""How two updates about one message, and the pictures of one album, come to one piece each, in any order."""

from collections.abc import Sequence

from bot.domain.results.materials import Material


def joined(one: Material, other: Material) -> Material:
    """Return what two updates about one message come to; which of them came first makes no difference."""
    words = max(one, other, key=lambda each: each.version)
    filed = max(one, other, key=lambda each: each.filing)
    sourced = one if one.source else other
    return words.model_copy(
        update={
            "id": max(one.id, other.id),
            "inspection_id": filed.inspection_id,
            "item_code": filed.item_code,
            "filing": filed.filing,
            "is_dropped": filed.is_dropped,
            "source": sourced.source,
            "source_words_id": sourced.source_words_id,
            "of_signing": filed.of_signing,
            "of_content": filed.of_content,
            "received_at": min(one.received_at, other.received_at),
        }
    )


def taken(pieces: Sequence[Material], arriving: Material) -> tuple[Material, ...]:
    """Return the pieces with the arriving one among them, in the order of the record.

    Pictures of one album belong together: they share the last filing of any of them.
    """
    same = [each for each in pieces if _key(each) == _key(arriving)]
    others = [each for each in pieces if _key(each) != _key(arriving)]
    piece = joined(same[0], arriving) if same else arriving
    last = max((piece, *(each for each in others if are_together(each, piece))), key=lambda each: each.filing)
    filed = (_filed_like(each, last) if are_together(each, piece) else each for each in (*others, piece))
    return tuple(sorted(filed, key=lambda each: each.place))


def are_together(one: Material, other: Material) -> bool:
    """Return whether both are one message, or of one album."""
    if one.account_id != other.account_id:
        return False
    return one.message_id == other.message_id or (bool(one.album) and one.album == other.album)


def _filed_like(piece: Material, last: Material) -> Material:
    names = ("inspection_id", "item_code", "filing", "is_dropped", "of_signing", "of_content")
    return piece.model_copy(update={name: getattr(last, name) for name in names})


def _key(piece: Material) -> tuple[int, int]:
    return piece.account_id, piece.message_id
