"""The signals that the web's scenes show are the rule's."""

from hall.screen_signals import FILE, written


def test_the_signals_that_scenes_show_are_the_rules() -> None:
    assert FILE.read_text("utf-8") == written(), (
        "write them anew: PYTHONPATH=src:tests python -m hall.screen_signals"
    )
