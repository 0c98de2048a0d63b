"""How much of a name a screen shows."""


def masked_name(name: str) -> str:
    """王**, J***: its first character. Whoever stands before you says the rest themselves, and
    whoever looks over your shoulder doesn't learn it (Personal Information Protection Law art. 6).
    """
    first, rest = name[:1], name[1:]
    return first + "*" * (len(rest) if len(rest) <= 2 else 3)
