"""A branch whose parameters tests plant."""

from typing import Any


def branch(**changes: Any) -> dict[str, Any]:
    """Two lines, three counters, four hours; ordinary customers leave before long."""
    return {
        "format": "tingtang.scenario/1",
        "horizon_min": 240,
        "drain": True,
        "discipline": {
            "kind": "accumulating",
            "per_min": {"vip/cash": 1, "ordinary/cash": 1},
            "head_start": {"vip/cash": 4},
        },
        "day_factor": {"cv": 0.15},
        "absent_call_min": 0.2,
        "classes": [
            {
                "id": "vip/cash",
                "service_min": {"kind": "lognormal", "mean": 8, "cv": 0.7},
                "patience_min": {"kind": "exponential", "mean": 20},
                "arrivals": {"edges_min": [0, 120, 240], "per_hour": [6, 4]},
            },
            {
                "id": "ordinary/cash",
                "service_min": {"kind": "gamma", "mean": 5, "cv": 0.8},
                "patience_min": {"kind": "exponential", "mean": 20},
                "arrivals": {"edges_min": [0, 120, 240], "per_hour": [28, 18]},
            },
        ],
        "counters": [
            {"id": "W1", "serves": ["vip/cash", "ordinary/cash"], "open_min": [[0, 240]],
             "service_factor": {"vip/cash": 0.8, "ordinary/cash": 0.8}},
            {"id": "W2", "serves": ["vip/cash", "ordinary/cash"], "open_min": [[0, 240]],
             "service_factor": {"vip/cash": 1.2, "ordinary/cash": 1.2}},
            {"id": "W3", "serves": ["vip/cash", "ordinary/cash"], "open_min": [[20, 150]]},
        ],
        **changes,
    }  # fmt: skip
