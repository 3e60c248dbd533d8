"""Pages of lists."""

from typing import Any

from starlette.datastructures import URL

from adisteme.listing import Listing


def listing(items: list[Any], limit: int, offset: int, url: URL, lang: str) -> Listing:
    """One page of a list.

    Args:
        items: the whole list.
        limit: how many at the most.
        offset: how many to pass over.
        url: of this page, for `next`.
        lang: language asked for; names come in all three.
    """
    page = items[offset : offset + limit]
    more = offset + len(page) < len(items)
    following = url.include_query_params(limit=limit, offset=offset + limit)
    after = f"{following.path}?{following.query}" if more else None
    return Listing(page, len(items), more, after, lang, lang)
