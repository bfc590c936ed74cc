"""Data files: papers in the formats that programs write, from reference managers, services, feeds and tables.

    bytes -> text (`encodings`) -> format (`detection`) -> records (a reader each) -> drafts (`drafts`)

A reader knows how its format is written, and gives named fields with their lines (`record`, `field_names`). What counts
of them is said once, in `drafts` and its parts. Whatever is wrong costs the record it is in, and never the file.
"""

from generator.seeds.records.detection import suffix_for
from generator.seeds.records.parsing import parse_data, parse_file, parse_sure_data

__all__ = ["parse_data", "parse_file", "parse_sure_data", "suffix_for"]
