"""Long proofs that nothing is lost, torn or leaked; `-m slow` runs them, each keeps a tally."""
