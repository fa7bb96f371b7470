"""One file per topic: parse the update, call one use case, answer the button. No SQL, no rules, no texts."""

from typing import Any

from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.handlers import buttons, commands, failures, files, membership, personal, words

_FILES = (
    filters.PHOTO | filters.Document.ALL | filters.VOICE | filters.AUDIO | filters.VIDEO | filters.VIDEO_NOTE
)


def register(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Give the application every handler."""
    names = [*commands.COMMANDS]
    application.add_handlers(
        [
            MessageHandler(
                (commands.OWN_WORDS | commands.OWN_EDITS) & personal.PERSONAL, personal.on_personal_numbers
            ),
            CommandHandler("start", commands.on_start, filters=commands.OWN_WORDS),
            CommandHandler(names, commands.on_command, filters=commands.OWN_WORDS),
            CommandHandler(["start", *names], commands.on_anonymous, filters=commands.ANONYMOUS),
            CallbackQueryHandler(buttons.on_press),
            MessageHandler(filters.StatusUpdate.MIGRATE, membership.on_migration),
            ChatMemberHandler(membership.on_my_membership, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(commands.OWN_WORDS & filters.ChatType.PRIVATE & _FILES, files.on_file),
            MessageHandler(commands.OWN_WORDS & filters.ChatType.PRIVATE & filters.LOCATION, files.on_place),
            MessageHandler(
                commands.OWN_WORDS & filters.ChatType.PRIVATE & filters.TEXT & ~filters.COMMAND,
                words.on_private_words,
            ),
            MessageHandler(
                commands.OWN_WORDS & filters.ChatType.GROUPS & filters.REPLY & ~filters.COMMAND,
                words.on_group_reply,
            ),
            MessageHandler(commands.OWN_WORDS & filters.ChatType.PRIVATE, commands.on_anything_else),
            MessageHandler(
                commands.FORWARDS & filters.ChatType.PRIVATE & (filters.TEXT | _FILES) & ~filters.COMMAND,
                commands.on_forwarded,
            ),
            MessageHandler(
                commands.OWN_EDITS & (filters.TEXT | filters.CAPTION | _FILES) & ~filters.COMMAND,
                words.on_edited_words,
            ),
        ]
    )
    application.add_error_handler(failures.on_error)
