"""What services know of papers: asked on request, never in a build.

`client` asks one address at a time, as slowly as its service wishes, and keeps every answer. `services` knows the
addresses; the readers of seeds understand the answers. `matching` says whether a paper found is the paper looked for,
`enrichment` asks the cheapest service first, and `enriched_file` writes what it found for a person to read.
"""
