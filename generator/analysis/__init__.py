"""What is worked out of papers' texts: topics, names, evidence, and papers to read next."""
