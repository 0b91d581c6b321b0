"""The city tracker's table read as key results, with their parts and their monthly figures."""
