"""What somebody had not sorted when he left the team: whoever leads it now says where it belongs."""

from bot.domain.actions import Action
from bot.domain.errors import NotAllowed
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.results.materials import Material
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case, team_people
from bot.usecases.results.show_material import ask_leader


async def pass_unsorted(act: Act, inspection: Inspection) -> None:
    """Ask the leader of a draft about what is unsorted of people who are not on the team any more."""
    people = await team_people(act, inspection)
    if inspection.state is not InspectionState.VISITED or not people:
        return
    team = {each.id for each in people}
    for piece in await act.work.materials.all(inspection_id=inspection.id):
        if not piece.is_filed and piece.person_id not in team:
            await ask_leader(act, piece, people[0])


async def piece_in_hand(act: Act, material_id: int) -> Material:
    """Return a piece that is mine to sort: I sent it, or I lead the team that its sender has left.

    Raises:
        NotAllowed: it is somebody else's.
    """
    piece = await act.work.materials.get(material_id)
    if piece.person_id == act.me.id:
        return piece
    if piece.inspection_id is not None:
        case = await team_case(act, await act.work.inspections.get(piece.inspection_id))
        if case.leader == act.me.id and piece.person_id not in case.team:
            return piece
    raise NotAllowed("denied.button", action=Action.ANSWER_ITEM.value)
