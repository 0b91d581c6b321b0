"""What a night found, what is remembered of the nights before, and what each unit is told."""
