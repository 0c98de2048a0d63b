"""Decision tables as DMN 1.3 XML: written whole, and read from whichever tool wrote them.

The XML stays here: what comes out of a file is rows like those that somebody types.
"""

from tingtang.bank.policy.rules.dmn.file import MOST_BYTES
from tingtang.bank.policy.rules.dmn.reading import read_dmn
from tingtang.bank.policy.rules.dmn.writing import write_dmn

__all__ = ["MOST_BYTES", "read_dmn", "write_dmn"]
