"""The nightly report in its formats: one module each, and a workbook for each unit."""
