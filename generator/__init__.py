"""A pasted paper digest in, a static site out.

The modules read as the pipeline: `seeds` -> `library` -> `tagging`, `related` -> `pages` -> `render` -> `output`,
composed on one screen in `build`.
"""

__version__ = "0.1.0"
