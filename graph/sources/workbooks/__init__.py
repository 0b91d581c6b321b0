"""Workbooks that come back from the units: what people typed, with the cell where it stands."""
