"""The first acts: the office binds its people, its group and its registers."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from bot.app.console import import_file
from demo.bureau import Bureau, write_bureau
from demo.stage import Stage, card
from demo.transcript import Transcript
from playground import GroupDriver, PersonDriver

_SHOWN = 2
_LINK = re.compile(r"https://t\.me/\S+")
_INVITED = ("coordinator", "approver", "list_administrator", "releaser", "observer")


class NoTargetsError(Exception):
    """The register that was given holds no targets."""


@dataclass
class Cast:
    """Who plays: the office holders by role, the inspectors by name, and the group."""

    group: GroupDriver
    bureau: Bureau
    chief: PersonDriver
    officers: dict[str, list[PersonDriver]] = field(default_factory=dict)
    inspectors: list[PersonDriver] = field(default_factory=list)

    def one(self, role: str) -> PersonDriver:
        """Return the first holder of a role."""
        return self.officers[role][0]

    def posts(self) -> dict[int, str]:
        """Return each one's role in the office, by account."""
        found = {person.id: "inspector" for person in self.inspectors} | {self.chief.id: "lead_office"}
        return found | {person.id: role for role, people in self.officers.items() for person in people}

    def everybody(self) -> list[PersonDriver]:
        """Return all people, the chief first."""
        officers = [person for people in self.officers.values() for person in people]
        return list(dict.fromkeys([self.chief, *officers, *self.inspectors]))


def chief_of(bureau: Bureau) -> str:
    """Return the name of whoever heads the lead office."""
    return bureau.in_role("lead_office")[0].name


async def set_up(
    stage: Stage, transcript: Transcript, work_dir: Path, bureau: Bureau, register: Path | None
) -> Cast:
    """Bind the lead office and its group, import the registers, invite everybody."""
    transcript.heading(f"{stage.words('role.lead_office')}绑定账号和办公群")
    group = stage.telegram.group(f"{bureau.name}双随机工作群", "supergroup")
    cast = Cast(group, bureau, stage.person(stage.chief))
    group.add(cast.chief)
    await _bind(stage, cast.chief, f"https://t.me/{stage.telegram.bot.username}?start={stage.first_token}")
    await cast.chief.follows(card(cast.chief, "请将机器人加入"), "加入办公群", group)
    await stage.settle()
    transcript.heading("管理人员在电脑上导入名录库")
    for path in _files(bureau, work_dir, register):
        lines = await import_file(stage.service.database, stage.service.desk.office, stage.clock, path)
        transcript.note(f"电脑：shuangsuiji import {path.name}\n" + "\n".join(lines))
    await _require_targets(stage)
    transcript.heading("邀请并绑定人员")
    await _invite_officers(stage, cast, transcript)
    await _invite_inspectors(stage, cast, transcript)
    group.add(*[person for people in cast.officers.values() for person in people])
    await stage.settle()
    return cast


async def _require_targets(stage: Stage) -> None:
    async with stage.service.database.reading() as work:
        if not await work.targets.count(is_active=True):
            raise NoTargetsError


def _files(bureau: Bureau, work_dir: Path, register: Path | None) -> list[Path]:
    """Return the sample's workbooks, with the targets of the given register in their place."""
    paths = write_bureau(bureau, work_dir)
    return [register or paths["targets"], paths["inspectors"], paths["items"]]


async def _bind(stage: Stage, person: PersonDriver, link: str) -> None:
    await person.opens_link(link)
    await stage.settle()
    await stage.presses(person, card(person, "此链接用于绑定"), "确认是本人")


async def _invite_officers(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    officers = [officer for officer in cast.bureau.officers if officer.role in _INVITED]
    for nth, officer in enumerate(officers):
        if nth == _SHOWN:
            transcript.pause()
        await stage.says(cast.chief, "/invite")
        await stage.presses(
            cast.chief, card(cast.chief, "请选择要邀请的人员"), stage.words(f"role.{officer.role}")
        )
        await stage.says(cast.chief, f"{officer.name} {officer.unit}".strip())
        link = _LINK.findall(cast.chief.last().text)[0]
        person = stage.person(officer.name)
        await _bind(stage, person, link)
        cast.officers.setdefault(officer.role, []).append(person)
    transcript.resume(f"其余 {len(officers) - _SHOWN} 名岗位人员以同样方式邀请并绑定，从略")


async def _invite_inspectors(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    before = len(cast.chief.screen())
    await stage.says(cast.chief, "/invite")
    await stage.presses(cast.chief, card(cast.chief, "请选择要邀请的人员"), "名录库中未绑定")
    lines = [
        line for each in cast.chief.screen()[before:] for line in each.text.split("\n") if _LINK.search(line)
    ]
    for nth, line in enumerate(lines):
        if nth == 1:
            transcript.pause()
        person = stage.person(line.split("（")[0])
        await _bind(stage, person, _LINK.findall(line)[0])
        cast.inspectors.append(person)
    transcript.resume(f"其余 {len(lines) - 1} 名执法检查人员以同样方式绑定，从略")
