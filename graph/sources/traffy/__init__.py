"""Tickets of Traffy Fondue read as hand-overs between units; nothing of who reported is kept."""
