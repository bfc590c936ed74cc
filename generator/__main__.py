"""`digest`, and `python -m generator`, which is the same."""

import sys


def main() -> None:
    """Run the command line; a terminal that cannot show a letter of a title gets its code instead of a traceback."""
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        from generator.cli import digest

        digest(prog_name="digest")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
