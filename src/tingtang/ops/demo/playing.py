"""`demo play`: options, and which way to play."""

import argparse
from typing import Any


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `demo play` takes."""
    parser.add_argument("--speed", type=float, default=60.0, help="times real time, 1 to 600")


def play(options: dict[str, Any]) -> None:
    """Play."""
    raise SystemExit("not yet")
