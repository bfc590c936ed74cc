"""The topics of papers: what rules say of a text, topics that no rule names, and tags that deserve a second look."""
