"""What is owed until when: whose it is, who is reminded, who hears of it, what the office reads of it."""
