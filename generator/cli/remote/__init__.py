"""Asks services on the web for papers: only when a curator calls for it, and never in a build."""
