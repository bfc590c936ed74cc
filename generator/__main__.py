"""The entry point of `digest`, and of `python -m generator`, which is the same."""

import atexit
import os
import sys


def main() -> None:
    """Run the command line; a terminal that cannot show a letter of a title gets its code instead of a traceback."""
    # numpy would start threads for products of matrices, of which there are none here, and that takes it as long again.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        from generator.cli.commands import digest

        digest(prog_name="digest")
    except KeyboardInterrupt:
        _exit_now(130)
    except SystemExit as end:
        _exit_now(end.code)


def _exit_now(status: int | str | None) -> None:
    """End with this status, and at once: to take a large site apart before the end would take a good part of a second.

    What is to be done at the end is done; where that is not to be had, Python ends as it always does.
    """
    try:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(status)
    if isinstance(status, str):
        sys.exit(status)
    os._exit(status or 0)


if __name__ == "__main__":
    main()
