"""The seeds folder: from files (`sources`) to what they say (`readers`), one reader for each format.

In go the bytes of files, out come `ParsedSeed`s: drafts of papers, each line of a pasted page accounted for. Reading
and parsing are two steps, so that what a seed says can be kept for as long as its bytes are the same.
"""
