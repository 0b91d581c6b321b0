"""Two fiscal years beside each other, and what a roll-over does, in words."""
