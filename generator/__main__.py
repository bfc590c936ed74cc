"""The entry point of `digest`, and of `python -m generator`, which is the same."""

import os
import sys


def main() -> None:
    """Run the command line; a terminal that cannot show a letter of a title gets its code instead of a traceback."""
    # numpy would start threads for products of matrices, of which there are none here, and that takes it as long again.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        from generator.cli.commands import digest

        digest(prog_name="digest")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
