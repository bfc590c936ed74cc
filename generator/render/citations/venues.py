"""What a venue is, as far as its name says: a journal, a conference, or neither for sure."""

import re
from typing import Literal

VenueKind = Literal["journal", "conference", ""]

_JOURNAL = re.compile(
    r"\b(?:journal|transactions|letters|annals|magazine|review|nature|science|[JT]MLR|PNAS|PLOS)\b", re.IGNORECASE
)
_CONFERENCE = re.compile(
    r"\b(?:conference|proceedings|proc|workshops?|symposium|meeting|congress|findings|advances in neural"
    r"|N(?:eur)?IPS|ICML|ICLR|CVPR|[IE]CCV|WACV|E?ACL|NAACL|EMNLP|COLING|AAAI|IJCAI|AISTATS|UAI|COLT|KDD|SIGIR|WWW|CHI"
    r"|CoRL|ICRA|IROS|RSS|ICASSP|INTERSPEECH|SIGGRAPH|CoNLL|TheWebConf)\b",
    re.IGNORECASE,
)


def venue_kind(venue: str) -> VenueKind:
    """`Proceedings` and names of conferences go before `Review` and the like, as in `Conference on Letters`."""
    if _CONFERENCE.search(venue):
        return "conference"
    return "journal" if _JOURNAL.search(venue) else ""
