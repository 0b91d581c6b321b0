"""The plans of two fiscal years: what goes on, what is new, what was dropped."""
