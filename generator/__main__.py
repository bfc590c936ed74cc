"""The entry point of `digest`, and of `python -m generator`, which is the same."""

import locale
import os
import sys


def main() -> None:
    """Run the command line."""
    _read_names_as_utf8()
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


def _read_names_as_utf8() -> None:
    """Start again in Python's UTF-8 mode where names of files would be read by another code, for they become addresses:
    the same seeds are the same site in every locale. What is printed stays in the terminal's own code.
    """
    if sys.getfilesystemencoding() != "utf-8" and sys.executable and os.environ.get("PYTHONUTF8") != "1":
        os.environ.setdefault("PYTHONIOENCODING", locale.getpreferredencoding(False))
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


if __name__ == "__main__":
    main()
