"""Turns feed plans into files: each as Atom and, where it is planned, as JSON Feed."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup as Html

from generator.model import urls
from generator.model.config import Config
from generator.render.feeds.entries import Feed, FeedEntry, feed_address, identifier, make_entry
from generator.render.feeds.json_feed import json_feed
from generator.render.feeds.plans import FeedDigest, FeedPaper, FeedPlan, Render
from generator.text.markup import clean_text


def feed_files(plans: Iterable[FeedPlan], config: Config, render: Render) -> Iterator[dict[str, bytes]]:
    """The files of each feed; a paper is written once for all feeds of a folder."""
    entries: dict[str, FeedEntry] = {}
    texts: dict[tuple[str, str], Html] = {}

    def entry_of(listed: FeedPaper | FeedDigest, feed: str) -> FeedEntry:
        if isinstance(listed, FeedDigest):
            return make_entry(listed, feed, config, render)
        if listed.paper.id not in entries:
            entries[listed.paper.id] = make_entry(listed, feed, config, render)
        return entries[listed.paper.id]

    for plan in plans:
        own = tuple([entry_of(each, plan.path) for each in plan.papers])
        feed = Feed(plan.path, plan.page, plan.title, plan.subtitle, own)
        files = {feed.path: atom(feed, config, render, texts)}
        yield files | ({urls.as_json_feed(feed.path): json_feed(feed, config)} if plan.is_json else {})


def atom(feed: Feed, config: Config, render: Render, texts: dict[tuple[str, str], Html]) -> bytes:
    """`feed` as Atom; `texts` has the entries that are written already, by their page and the folder of the feed."""
    folder = feed.path.rpartition("/")[0]

    def address(path: str) -> str:
        return feed_address(config, path, feed.path)

    def as_atom(entry: FeedEntry) -> Html:
        if (entry.path, folder) not in texts:
            text = render("feeds/entry.xml", entry=entry, address=address)
            texts[entry.path, folder] = Html(text.removesuffix("\n"))
        return texts[entry.path, folder]

    text = render("feeds/atom.xml", feed=feed, id=identifier(config, feed.path), address=address, as_atom=as_atom)
    return clean_text(text).encode()
