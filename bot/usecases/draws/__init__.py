"""A draw from the first question to the record that the room signs, and the attempts that did not stand."""
