"""From rows of what happened to a scenario of the twin.

`rows` says what a row is and refuses what cannot be; `tickets` reads the CSV table. `arrivals`,
`services`, `acceptance` and `patience` estimate one thing each, `order` how the lines take turns,
`hours` when counters were there. `fit` puts them together, `scenario` makes a day of them, and
`heldout` says how good that is on days that no estimate has seen.
"""
