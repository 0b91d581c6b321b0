"""A unit's plan that comes back filled in: its rows, and what they ask of the sources."""
