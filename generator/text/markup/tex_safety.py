"""What of somebody's TeX may stand in another's document, such as the formula of a title in a BibTeX entry.

TeX is a programming language: a command may read a file, run a program or redefine another. So only commands that the
table below lists, and the signs that latex2mathml knows by name, pass; what is in neither counts as words.
"""

import re

from generator.text.markup.math import MAX_LENGTH, load_latex2mathml

# Each sets what stands around it. None takes a name, a length or a colour.
_SETTING = re.compile(
    r"\\(?:[\\,:;>! {}|%&#$_]|(?:"
    r"acute|arccos|arcsin|arctan|arg|argmax|argmin|atop|bar|Big|big|Bigg|bigg|Biggl|biggl|Biggr|biggr|Bigl|bigl|Bigm"
    r"|bigm|Bigr|bigr|binom|bm|bmod|bold|boldsymbol|boxed|breve|cal|cfrac|check|choose|cos|cosh|cot|coth|csc"
    r"|dbinom|ddddot|dddot|ddot|deg|det|dfrac|dim|displaystyle|dot|emph|ensuremath|exp|frac|frak|gcd|grave|hat"
    r"|hom|in|inf|it|ker|left|lg|lim|liminf|limits|limsup|ln|log|mathbb|mathbbm|mathbf|mathbin|mathcal|mathclose"
    r"|mathds|mathfrak|mathinner|mathit|mathnormal|mathop|mathopen|mathord|mathpunct|mathrel|mathring|mathrm"
    r"|mathscr|mathsf|mathtt|max|mbox|middle|min|mod|nolimits|operatorname|overbrace|overleftarrow|overline"
    r"|overrightarrow|overset|phantom|pmod|Pr|prime|qquad|quad|right|rm|root|scriptstyle|sec|sf|sin|sinh"
    r"|space|sqrt|stackrel|substack|sup|tan|tanh|tbinom|text|textbf|textit|textmd|textnormal|textrm|textsc|textsf"
    r"|textstyle|texttt|textup|tfrac|thinspace|tilde|tt|underbrace|underline|underset|vec|widehat|widetilde"
    r"|xleftarrow|xrightarrow|xspace"
    r"))"
)
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)


def is_typesetting(tex: str) -> bool:
    """Whether all that `tex` asks of TeX is to set signs. `^^5c` is another way to write a backslash."""
    if "^^" in tex or len(tex) > MAX_LENGTH:
        return False
    unknown = [command for command in _COMMAND.findall(tex) if not _SETTING.fullmatch(command)]
    return not unknown or all(command in load_latex2mathml()[1] for command in unknown)
