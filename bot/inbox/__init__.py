"""Telegram in: raw updates are committed before they are confirmed, each is handled in one transaction."""
