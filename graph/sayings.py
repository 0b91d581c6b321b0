"""Sentences that remember what they were made of, so that they can be said in another language."""


class Saying(str):
    """An English sentence, with the template and the values that it was made of."""

    template: str
    values: tuple[object, ...]

    def __str__(self) -> str:
        """Return the sentence itself, so that an error's text is still a saying."""
        return self


def say(template: str, *values: object) -> Saying:
    """Return a sentence in English; its `{}` are filled with the values, in their order."""
    found = Saying(template.format(*values))
    found.template, found.values = template, values
    return found


def counted(many: int, noun: str) -> Saying:
    """Return how many there are of something: `1 row`, `2 rows`."""
    return say(f"{{:,}} {noun}s" if many > 1 else f"{{:,}} {noun}", many)
