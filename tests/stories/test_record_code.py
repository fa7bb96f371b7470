"""The code on the signed form is a receipt: whoever holds it can prove that this record is in the journal."""

from bot.app.proving import entry_with, prove
from bot.domain.journal.entries import body_of
from bot.domain.journal.proofs import EntryProof
from tests.stories.office import Office
from tests.stories.test_follow_up import found


async def test_code_of_the_form_leads_to_its_entry_and_another_code_to_none(office: Office) -> None:
    await found(office)
    database = office.stage.service.database
    async with database.reading() as work:
        codes = [each.record_hash for each in await work.inspections.all() if each.record_hash]
        journal = await work.journal.all()
    assert len(codes) > 0
    for code in codes:
        number = await entry_with(database, code)
        proof = await prove(database, entry=number)
        assert isinstance(proof, EntryProof)
        assert (proof.holds(), proof.number) == (True, number)
        body = body_of(journal[proof.number - 1])
        assert (body["event"], body["data"]["hash"]) == ("result_submitted", code)
        changed = code[:-1] + ("0" if code[-1] != "0" else "1")
        assert await entry_with(database, changed) is None
