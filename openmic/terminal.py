"""What commands say to the person at the terminal."""

from rich.console import Console
from rich.markup import escape

console = Console(stderr=True, highlight=False, soft_wrap=True)  # one problem is one line, for grep


def say(text: str) -> None:
    """Progress, for the person at the terminal."""
    console.print(f"[bold]▸[/bold] {escape(text)}")
