"""A whole round that the platform drew: imported, changed once, inspected, published, received and closed."""

import hashlib
from pathlib import Path

from demo import duties, inspecting, platform, publishing
from demo.bureau import make_bureau
from demo.confirming import confirm
from demo.office import set_up
from demo.programmes import stage_of
from demo.stage import card
from demo.transcript import Transcript

PROFILE, NUMBER = "quyang-county-2022", "SSJ-2026-0001"


async def test_round_that_the_platform_drew_goes_on_to_its_end(tmp_path: Path) -> None:
    bureau = make_bureau(PROFILE)
    async with stage_of(PROFILE, bureau, tmp_path) as stage:
        transcript = Transcript(stage.telegram, lambda _line: None)
        cast = await set_up(stage, transcript, tmp_path, bureau, None)
        await platform.carry_on(stage, cast, transcript)
        await confirm(stage, cast, transcript)
        silent = await duties.accept(stage, cast, transcript)
        await platform.change(stage, cast, transcript)
        await duties.wait_for(stage, cast, transcript, silent)
        await inspecting.inspect(stage, cast, transcript)
        await publishing.publish(stage, cast, transcript)

        closed = card(cast.one("coordinator"), f"【办结】{NUMBER}", cast.group).text
        code = hashlib.sha256((stage.data_dir / "rounds" / NUMBER / "platform.json").read_bytes()).hexdigest()
        assert f"平台名单校验码 {code}" in closed
        page = (stage.data_dir / "public" / f"round-{NUMBER}.html").read_text(encoding="utf-8")
        assert [word for word in (platform.BATCH, platform.OPERATOR, code) if word not in page] == []
        assert len(list((stage.data_dir / "rounds" / NUMBER / "forms").glob("*.xlsx"))) > 0
