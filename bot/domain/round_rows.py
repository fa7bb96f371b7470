"""What belongs to a round, or to an inspection outside the draws: tables, and how their rows are named.

A new table of either is added here, and so comes into its archive; a test compares this with the tables.
"""

OF_ROUND = (
    "attempts",
    "platform_draws",
    "inspections",
    "duties",
    "requests",
    "specialists",
    "unreached",
    "visits",
    "paper_entries",
    "reports",
)
"""Tables whose rows name their round."""
OF_INSPECTION = (
    "seats",
    "answers",
    "site_steps",
    "materials",
    "dangers",
    "signatures",
    "amendments",
    "returns",
    "publications",
    "objections",
    "follow_ups",
    "merges",
)
"""Tables whose rows name the inspection that they belong to."""
OF_UNDRAWN = ("publications", "objections", "follow_ups")
"""Those of them whose rows can belong to an inspection outside the draws."""
OF_ROW = {
    "remarks": ("attempt_id", "attempts"),
    "listings": ("follow_up_id", "follow_ups"),
    "extensions": ("follow_up_id", "follow_ups"),
}
"""Tables whose rows name another row: the column, and its table."""

SUBJECTS = {
    "round": "rounds",
    "attempt": "attempts",
    "platform_draw": "platform_draws",
    "inspection": "inspections",
    "duty": "duties",
    "request": "requests",
    "paper_entry": "paper_entries",
    "amendment": "amendments",
    "objection": "objections",
    "follow_up": "follow_ups",
    "merge": "merges",
}
"""What a deadline of a round can be about, and its table; the year's plan and calendar belong to none."""
UNDRAWN = {"undrawn": "undrawn"}
"""How deadlines and entries name an inspection outside the draws, and its table."""

IN_ENTRIES = {
    "inspection": "inspections",
    "duty": "duties",
    "request": "requests",
    "specialist": "specialists",
    "visit": "visits",
    "entry": "paper_entries",
    "material": "materials",
    "danger": "dangers",
    "report": "reports",
    "amendment": "amendments",
    "follow_up": "follow_ups",
    "listing": "listings",
    "merge": "merges",
}
"""The names under which the journal's entries point at rows of a round; the round stands by its number."""

FILES = ("sha256", "receipt_pictures", "papers", "pictures")
"""The columns that name files by their SHA-256: photos, signed papers, receipts, pictures of a visit."""
PLATFORM_FILES = ("file", "picture")
"""What the document of an import from the platform names by SHA-256: its list, a picture of its screen."""
