"""What the public pages may show and nothing else: what has no field here is not published by mistake."""
