"""A draw that the provincial platform made and that is carried on here."""
