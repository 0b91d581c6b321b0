"""What is remembered from night to night, in a folder: one line a run, never rewritten.

`hold` gives a folder to one run; `read` looks at it. The lines are added and, by a compaction,
replaced by one that says the same; nothing else changes them.
"""

from graph.state.log import Log as Log
from graph.state.store import Store as Store
from graph.state.store import hold as hold
from graph.state.store import read as read
