"""All feeds in one file, for a reader to subscribe to at once: OPML 2.0 (http://opml.org/spec2.opml)."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from generator.model import urls
from generator.model.config import Config
from generator.render.feeds.entries import feed_address
from generator.render.feeds.plans import FeedPlan, Render
from generator.text.markup import clean_text


def opml(plans: Iterable[FeedPlan], config: Config, render: Render) -> bytes:
    """The Atom feed of every plan, under the heading of its group; `plans` have those of a group together."""
    groups = [
        (name, [(each.title, each.subtitle, feed_address(config, each.path, urls.ALL_FEEDS),
                 feed_address(config, each.page, urls.ALL_FEEDS)) for each in found])
        for name, found in groupby(plans, key=attrgetter("group"))
    ]  # fmt: skip
    return clean_text(render("feeds/feeds.opml", groups=groups)).encode()
