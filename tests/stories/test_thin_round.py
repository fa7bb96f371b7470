"""One whole round, told by what each person sees."""

from tests.stories.office import Office


async def test_draw_gives_every_drawn_inspector_a_duty(office: Office) -> None:
    await office.draw()

    assert len(office.drawn()) == 4
