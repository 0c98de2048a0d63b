"""The catalogue of signals as the web's scenes show it: `web/fixtures/signals.json`.

Written anew after the rule has changed: PYTHONPATH=src:tests python -m hall.screen_signals
"""

import json
from pathlib import Path

from tingtang.hall.visit.rules.signals import SIGNALS

FILE = Path(__file__).parents[2] / "web/fixtures/signals.json"


def written() -> str:
    """One signal a line: its code, state, strength and sources, as the server tells them."""
    rows = (
        {
            "code": each.code,
            "state": each.state,
            "strength": each.strength,
            "sources": sorted(each.sources),
        }
        for each in SIGNALS.values()
    )
    return "[\n" + ",\n".join(f"  {json.dumps(row)}" for row in rows) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
