"""Headings that name a part of a page or of a paper, and no paper."""

import re

ABOUT_LIST = re.compile(
    r"\W*(?:table of contents?|contents?|toc|index|licen[cs]e.*|contribut.*|citations?|citing.*|cite|acknowledge?ments?"
    r"|star(?:gazers| history).*|contacts?|disclaimer|sponsors?|how to .*|usage|installation|目录|贡献|许可.*)\W*",
    re.IGNORECASE,
)
"""Headings of sections about a list, in which no paper stands."""
PART_OF_PAPER = re.compile(
    r"\W*(?:\d[\d.]*\s*)?(?:abstract|introduction|intro|motivation|background|methods?|methodology|approach|results?"
    r"|findings|experiments?|evaluation|discussion|conclusions?|limitations?|related work.*|references|bibliography"
    r"|appendix|summary|overview|tl;?dr|(?:main )?ideas?|key .*|(?:main |my |our )?contributions?|notes?|my .*|training"
    r"|implementation|architecture|datasets?|model|problem(?: statement)?|future work|strengths|weaknesses|takeaways?"
    r"|questions?|thoughts|figures?|related|analysis|(?:why|what|how)(?:\s\S+){1,4})\W*",
    re.IGNORECASE,
)
"""Headings of a note on one paper."""
BELOW_PAPERS = re.compile(
    r"\W*(?:community|(?:\d+ )?comments?(?: \(\d+\))?|\d+ (?:replies|responses|thoughts on .*)"
    r"|leave a (?:reply|comment)|discussion|related(?: posts?| articles?| papers?| reading)?|similar articles"
    r"|you (?:may|might) also like.*|see also"
    r"|read (?:more|next)|recent posts|about (?:the author|us|me)|share(?: this.*)?|subscribe.*|newsletter.*|references"
    r"|footnotes|acknowledge?ments?|submission history|bibliographic .*|references & citations|access paper:?|archives?"
    r"|categories|tags|follow .*|(?:models|datasets|spaces) citing this paper.*|collections including this paper.*"
    r"|cited by.*)\W*",
    re.IGNORECASE,
)
"""Headings of what stands below the papers of a page: comments, and leads to other pages."""
