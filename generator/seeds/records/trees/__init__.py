"""Data in trees: JSON, YAML and XML become mappings in lists in mappings; `objects` tells which are papers."""
