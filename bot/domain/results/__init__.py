"""What comes from the field, and what becomes of it: record, review, objection, follow-up."""
