"""Answers as text: pure functions from a result to what people and programs read."""
