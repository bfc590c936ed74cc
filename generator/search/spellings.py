"""British and American spelling, for saved searches: the pairs of `static/js/search/spelling.js`.

A pair is what stands before and after, and the letters in which the two differ.
"""

import re

_OUR = (
    "arm|behavi|cand|clam|col|discol|endeav|fav|flav|harb|hon|hum|lab|neighb|od|ranc|rig|rum|sav|splend|tum|val|vap|vig"
)
_OUR_END = "s?|ed|ing|ings|er|ers|al|ally|able|ably|ful|fully|less|ite|ites|hood|hoods|y|i[sz](?:e|es|ed|ing|ation)"
_RE = "cent|epicent|fib|lit|(?:kilo|centi|milli|micro|nano)?met|calib|spect|theat"
_LOGUE = "anal|catal|dial|epil|monol|prol|trav"
_DOUBLED = (
    "cancel|channel|counsel|dial|enrol|fuel|initial|label|level|marvel|model|panel|rival|signal|spiral|total|travel"
    "|tunnel"
)
_AE = "an(?=a?e(?:sthe|mi[ac]))|h(?=a?em(?:o|at))|p(?=a?ed(?:iatr|agog))|orthop(?=a?ed)|leuk(?=a?em)|arch(?=a?eolog)"
_IZE = "e|es|ed|er|ers|ing|able|ation|ations|ational|ability"
_YZE = "e|es|ed|er|ers|ing"
_PAIRS = (
    (_OUR, "our", "or", _OUR_END),
    (_RE, "re", "er", "s?"),
    (_LOGUE, "ogue", "og", "s?"),
    (_DOUBLED, "l", "", "ed|ing|ings|er|ers"),
    (".{3,}", "is", "iz", _IZE),
    (".*(?:anal|paral|catal)", "ys", "yz", _YZE),
    ("def|off|lic|pret", "ence", "ense", "s?"),
    (_AE, "ae", "e", ".+"),
    ("gr", "ey", "ay", "(?:s|scale|ish)?"),
    ("program", "me", "", "s?"),
    ("art", "e", "i", "fact.*"),
)
_RULES = tuple(
    (re.compile(f"({begin}){ours}({end})"), theirs)
    for begin, one, other, end in _PAIRS
    for ours, theirs in ((one, other), (other, one))
)


def other_spellings(word: str) -> list[str]:
    """The other spellings of a folded word; most words have none."""
    once = _respell(word)
    return [each for each in dict.fromkeys([*once, *(far for near in once for far in _respell(near))]) if each != word]


def _respell(word: str) -> list[str]:
    found = ((rule.fullmatch(word), other) for rule, other in _RULES)
    return [match[1] + other + match[2] for match, other in found if match]
