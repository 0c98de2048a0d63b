"""The fewest open counters in each interval of the day that meet every target, by simulation.

`targets` reads what is promised; `openings` says which counters are alike and makes a scenario of
how many are open; `judging` runs it and tells which promises are missed when; `search` begins with
the number that theory gives and adds and takes away until none can go; `told` says the result,
`tingtang.staffing/1`.
"""

from tingtang.engines.simulate.staffing.search import OutOfReach, Staffing, staffing
from tingtang.engines.simulate.staffing.targets import BadTarget, Target, target
from tingtang.engines.simulate.staffing.told import told

__all__ = ["BadTarget", "OutOfReach", "Staffing", "Target", "staffing", "target", "told"]
