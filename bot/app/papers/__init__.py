"""Papers: what is written of rounds, plans and registers, from the rows as they stand."""
