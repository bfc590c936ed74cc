"""The entry point of `digest`, and of `python -m generator`, which is the same."""

import os
import sys


def main() -> None:
    """Run the command line."""
    # numpy would start threads for products of matrices, of which there are none here, and that takes it as long again.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Where a standard stream is closed, no file may get its number: what is printed would go there.
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    try:
        from generator.cli.commands import run_digest

        run_digest()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
