"""How many bytes a page takes on the way, with everything its document asks for."""

import re
from collections import Counter

from benchmarks import asking

ASKED = re.compile(r'(?:href|src)="(/assets/[^"]+)"')


async def weigh(url: str, path: str, *, kinds: str) -> tuple[int, int]:
    """Compressed bytes and requests of a page with its files of these kinds, a regular expression of endings."""
    document = (await asking.ask(url, path, accept_encoding="identity")).body.decode()
    files = {name for name in ASKED.findall(document) if re.search(kinds, name)}
    sizes = Counter({path: len((await asking.ask(url, path)).body)})
    for name in files:
        sizes[name] = len((await asking.ask(url, name)).body)
    return sizes.total(), len(sizes)
