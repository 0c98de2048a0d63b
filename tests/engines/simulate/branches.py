"""Scenarios that tests share."""

from typing import Any


def morning(**changes: Any) -> dict[str, Any]:
    """Two classes, three counters, four hours; everybody may lose patience."""
    return {
        "format": "tingtang.scenario/1",
        "horizon_min": 240,
        "drain": True,
        "discipline": {"kind": "priority"},
        "classes": [
            {
                "id": "vip",
                "priority": 0,
                "service_min": {"kind": "lognormal", "mean": 12, "cv": 0.7},
                "patience_min": {"kind": "exponential", "mean": 15},
                "prefers": ["W1"],
                "arrivals": {"edges_min": [0, 120, 240], "per_hour": [4, 2]},
            },
            {
                "id": "ordinary",
                "priority": 1,
                "service_min": {"kind": "gamma", "mean": 6, "cv": 0.8},
                "patience_min": {"kind": "exponential", "mean": 25},
                "arrivals": {"edges_min": [0, 120, 240], "per_hour": [24, 12]},
            },
        ],
        "counters": [
            {"id": "W1", "serves": ["vip", "ordinary"], "open_min": [[0, 240]]},
            {"id": "W2", "serves": ["ordinary"], "open_min": [[0, 240]]},
            {"id": "W3", "serves": ["ordinary"], "open_min": [[0, 120]]},
        ],
        **changes,
    }
