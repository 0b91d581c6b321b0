"""The workbook in which a unit fills in its plan of a fiscal year."""
