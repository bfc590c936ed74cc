"""Keeps the compiled code of shipped templates beside that of this module, as Python keeps its own.

Compiling them takes a tenth of a small build. Code is used again only where the template, the programs that compile it
and Python are the same, and where it cannot be kept nothing is said: as with Python's.
"""

import hashlib
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache


class TemplateCode(FileSystemBytecodeCache):
    """The code of templates below the folder `shipped`, compiled by the program in `compiler`."""

    def __init__(self, shipped: Path, compiler: Path) -> None:
        super().__init__(str(Path(cache_from_source(__file__)).parent), "template-%s.pyc")
        self.shipped = shipped.resolve()
        self.compiled_by = hashlib.sha256(compiler.read_bytes() + jinja2.__version__.encode()).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{self.compiled_by} {source}")

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        if filename and Path(filename).resolve().is_relative_to(self.shipped):
            return super().get_bucket(environment, name, filename, source)
        return Bucket(environment, "", "")  # a template of the site's own: Python's folder is not the place for it

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.key and not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)
