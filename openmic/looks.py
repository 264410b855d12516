"""Our own drawings and typeface. A file's address changes with its content, so that browsers keep it for ever."""

from functools import cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "looks"


@cache
def address(name: str) -> str:
    """Where a file of `assets/looks/` is served. Raises FileNotFoundError."""
    file = FOLDER / name
    return f"/assets/{file.stem}-{sha256(file.read_bytes()).hexdigest()[:12]}{file.suffix}"
