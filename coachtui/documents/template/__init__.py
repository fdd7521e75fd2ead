"""Templates: read, checked, filled in, and made of agreements that were written elsewhere."""
