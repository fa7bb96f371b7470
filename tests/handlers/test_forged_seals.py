"""Whatever a modified client sends as callback data, only what the bot sealed opens a button (threat 36)."""

import random

from bot.sealing import seal, unseal
from tests.handlers.seal_forgeries import KEY, flipped_data, opened, random_data


def test_random_and_bit_flipped_data_open_nothing() -> None:
    dice = random.Random(2026)
    assert opened(random_data(20_000, dice)) == []
    assert opened(flipped_data(5_000, dice)) == []
    assert unseal(KEY, seal(KEY, 2026)) == 2026
