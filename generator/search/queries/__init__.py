"""Queries: how a text that somebody typed is read, and which papers it finds, by the rules of the browser's search."""
