"""The interactive page: one HTML file that needs no network, with its data, styles and scripts.

What it shows is computed in Python, by the reports; the scripts (`assets/js`) only arrange it.
"""
