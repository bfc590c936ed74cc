"""What services on the web know: asked on request, never in a build.

`transport` sends one request, within limits. `fetch` saves what is at an address as a seed, through `client`, which
waits where a service asks for that. `enrich` asks what services know of papers that lack something: `service_client`
asks one address at a time, as slowly as its service wishes, and keeps every answer; `services` knows the addresses; the
readers of seeds understand the answers. `matching` says whether a paper found is the paper looked for, `enrichment`
asks the cheapest service first, and `enriched_file` writes what it found for a person to read.
"""
