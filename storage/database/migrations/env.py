"""Alembic's entry: the connection comes from upgrade(), there is no ini file."""

from typing import Any, Literal

from alembic import context

from storage.database.tables import Instant, metadata


def render_item(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """Write our instants as plain date-times: a migration must not import today's code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
