"""The plan of a unit or of the city for a fiscal year, and the sheet of one project."""
