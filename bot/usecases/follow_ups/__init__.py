"""What becomes of an abnormal finding after its publication."""
