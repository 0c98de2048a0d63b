"""Write the examples of the editor anew, after a table has changed:

PYTHONPATH=src:tests python -m bank.policy.write_screen_examples
"""

import os


def main() -> None:
    """Django first: the rules' readers need it."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tingtang.ops.settings"
    django.setup()
    from bank.policy.screen_examples import FILE, written

    FILE.write_text(written(), "utf-8")


if __name__ == "__main__":
    main()
