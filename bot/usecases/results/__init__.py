"""From the field to the public page."""
