"""A feed as JSON Feed 1.1; the format is data, so no template stands between."""

import json

from generator.model import urls
from generator.model.config import Config
from generator.render.feeds.entries import Feed, FeedEntry, feed_address
from generator.text.markup import clean_text


def json_feed(feed: Feed, config: Config) -> bytes:
    path = urls.as_json_feed(feed.path)
    known = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed_address(config, feed.page, path),
        "feed_url": urls.absolute(config.base_url, path) if config.base_url else None,
        "description": feed.subtitle,
        "language": config.language,
        "authors": [{"name": config.title}],
        "items": [_item(entry, config, path) for entry in feed.entries],
    }
    said = {name: value for name, value in known.items() if value or name == "items"}
    return clean_text(json.dumps(said, ensure_ascii=False)).encode()


def _item(entry: FeedEntry, config: Config, feed: str) -> dict[str, object]:
    known = {
        "id": entry.id,
        "url": feed_address(config, entry.path, feed),
        "title": entry.title,
        "content_html": entry.content,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": name} for name in entry.authors],
        "tags": [tag.label for tag in entry.tags],
    }
    return {name: value for name, value in known.items() if value}
