"""The year's plan, and a round as it is planned, held against the profile."""
