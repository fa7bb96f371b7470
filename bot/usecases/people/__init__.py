"""Accounts, roles and groups."""
