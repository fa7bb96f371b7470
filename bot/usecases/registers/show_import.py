"""/import: how to send a register, and the sheets to fill in."""

from bot.domain.actions import Action
from bot.domain.permissions import Allow, decide
from bot.domain.registers.columns import Kind
from bot.usecases.act import Act
from bot.usecases.registers.undo_import import last_import


async def show_import(act: Act) -> None:
    """Say which files are read and which columns never go through the chat."""
    act.permit(Action.IMPORT)
    last = await last_import(act)
    may_record = isinstance(decide(act.actor, Action.RECORD_UNDRAWN, act.chat_kind), Allow)
    file = last.filename if last else ""
    await act.reply("import.how", last=last.id if last else 0, last_file=file, may_record=may_record)


async def send_template(act: Act, kind: str) -> None:
    """Send an empty register with its headings, what belongs below each, and lists to choose from."""
    act.permit(Action.IMPORT)
    await act.paper("register_template", list(Kind).index(Kind(kind)))
    document = f"registers/template-{Kind(kind)}.xlsx"
    register = {"key": f"register.{Kind(kind)}"}
    name = {"key": "file.register_template", "register": register}
    await act.reply("import.template_sent", register=register, document=document, document_name=name)
