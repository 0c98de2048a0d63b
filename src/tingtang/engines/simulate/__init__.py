"""A branch day simulated at the speed of C.

`scenario` reads `tingtang.scenario/1`; `result` says `tingtang.simulation/1`. Between them `model`
makes flat arrays of a scenario (`layout`), `drawing` its customers, `branch` their day; `block`
adds up replications, and `running` spreads blocks over threads. Compiled code knows only numbers.
"""
