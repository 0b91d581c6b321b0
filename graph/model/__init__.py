"""The words of the domain: kinds, relations, fields of format 1, entities."""
