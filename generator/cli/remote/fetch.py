"""`digest fetch`: saves what a service lists on a day, in a week or at an address, as a new seed.

A day, a week and a month are asked of Hugging Face. The seed is the answer as it came, so what is read of it is what
`digest check` says. Nothing is written over, and nothing is written in which there is no paper.
"""

import datetime
import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.build.check import check_file
from generator.cli.add import Addition, check_is_new, free_name, write_addition
from generator.cli.remote.client import Answer, Client
from generator.model.addresses import mask_secrets
from generator.model.problems import ContentError, SetupError, error, warnings_as_errors
from generator.seeds.formats import guess_suffix
from generator.seeds.readers import decode_text
from generator.seeds.sources import SUFFIXES, SeedFile, suffix_of

__all__ = ["Client", "plan_fetch", "write_addition"]

DAILY_PAPERS = "https://huggingface.co/api/daily_papers"
_PERIODS = (
    ("date", re.compile(r"\d{4}-\d\d-\d\d")),
    ("week", re.compile(r"\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])")),
    ("month", re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")),
)
"""What a service may be asked for, as its query names it."""


def plan_fetch(what: str, seeds: Path, client: Client, service: str = DAILY_PAPERS) -> Addition:
    """What a day, a week or an address gives, as it would become a seed; `service` lists the papers of days.

    Raises `SetupError` where that cannot be asked for or is not answered, `ContentError` where there is no paper in the
    answer or it lies in the seeds already.
    """
    period = next((name for name, shape in _PERIODS if shape.fullmatch(what)), "")
    answer = client.get(f"{service}?{period}={_valid_period(what, period)}" if period else _address(what))
    if period and answer.is_web_page:
        what_came = "the service answered with a web page, not with papers"
        raise ContentError(error(mask_secrets(answer.url), 0, what_came, "try it again later"))
    stem, suffix = (what, ".json") if period else _name_of(answer)
    source = SeedFile(f"{stem}{suffix}", answer.data)
    reading = check_file(source)
    if not reading.drafts:
        hint = "nothing was saved; ask for another day or address"
        none = error(mask_secrets(answer.url), 0, "there is no paper in the answer", hint)
        raise ContentError(none, *warnings_as_errors(reading.problems))
    check_is_new(source, seeds)
    return Addition(answer.data, reading, free_name(seeds, stem, suffix))


def _valid_period(what: str, period: str) -> str:
    """Raises `SetupError` for a day that no calendar has."""
    try:
        if period == "date":
            datetime.date.fromisoformat(what)
    except ValueError:
        raise SetupError(error(what, 0, "there is no such day", "write it like 2025-05-28")) from None
    return what


def _address(what: str) -> str:
    if "://" not in what:
        hint = "write a day like 2025-05-28, a week like 2025-W22, a month like 2025-05, or https://..."
        raise SetupError(error(what, 0, "this is neither a day, a week nor an address", hint))
    return what


def _name_of(answer: Answer) -> tuple[str, str]:
    """Stem and suffix of a file for an answer, from its address and from what it is."""
    parts = urlsplit(answer.url)
    last = PurePosixPath(unquote(parts.path))
    said = re.sub(r"[^\w.-]+", "-", last.stem or parts.hostname or "papers").strip("-.")
    guess = guess_suffix(decode_text(answer.data, "replace"))
    own = suffix_of(last.name)
    return said[:80] or "papers", own if own in SUFFIXES and guess == ".txt" else guess
