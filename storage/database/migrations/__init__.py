"""Forward-only migrations, run at every start."""
