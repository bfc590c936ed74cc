"""The table by which a browser finds a paper's number from its id: the checksum of each id, the oldest paper first.

Pages know papers by their ids, for these stay, and search keeps them by number. A table of checksums is a tenth of one
of ids; whoever uses it compares the id of what it leads to. `static/js/ids.js` reads it.
"""

import zlib
from base64 import b64encode

import numpy as np

from generator.model.papers import Library


def id_table(library: Library) -> str:
    """The CRC-32 of every paper's id, as 32-bit numbers in base64, the lowest byte first."""
    sums = [zlib.crc32(paper.id.encode("utf-8", "surrogatepass")) for paper in library.oldest_first]
    return b64encode(np.array(sums, "<u4").tobytes()).decode()
