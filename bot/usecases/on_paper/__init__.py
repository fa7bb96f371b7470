"""Paper and people without a telephone: entered on behalf from the signed paper, countersigned later."""
