"""The registers and what an import would change in them."""
