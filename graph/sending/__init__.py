"""Telling people what a night found: by mail and by webhook."""
