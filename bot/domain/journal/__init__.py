"""The journal: its entries, the tree over them, signed heads, proofs, and reading it all again."""
