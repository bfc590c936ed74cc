"""The hexagonal grid of a map: no two papers overlap, and each is as large as a finger needs.

Each paper takes the free cell nearest to its position, the oldest paper first, so that a new paper moves few others.
Labels are placed first, and papers keep off them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

CELL = 26
"""How far dots are apart, in units that are pixels on the narrowest screens: 24 of those is what a finger needs."""
ROW_HEIGHT = 22
"""Rows are nearer to each other than dots in a row, which stand in the gaps of the row above."""
LETTER, LINE = 8.5, 20
"""A letter of a label, and its line."""


@dataclass(frozen=True, slots=True)
class Label:
    """A heading written on the map, with its middle; `tag` carries its hue."""

    x: int
    y: int
    text: str
    tag: str

    @property
    def half(self) -> float:
        """Half of its width."""
        return len(self.text) * LETTER / 2

    def covers(self, x: float, y: float) -> bool:
        """Whether a dot there would touch it."""
        return abs(x - self.x) < self.half + CELL / 2 and abs(y - self.y) < LINE

    def touches(self, other: "Label") -> bool:
        return abs(self.x - other.x) < self.half + other.half + CELL and abs(self.y - other.y) < 2 * LINE


@dataclass(frozen=True, slots=True)
class HexGrid:
    """`columns` × `rows` cells."""

    columns: int
    rows: int

    @property
    def width(self) -> int:
        return self.columns * CELL + CELL // 2

    @property
    def height(self) -> int:
        return (self.rows - 1) * ROW_HEIGHT + CELL

    def at(self, place: complex) -> tuple[float, float]:
        """Where a place in the circle of radius 1 lies, the circle being drawn out to fill the ground."""
        return (
            CELL / 2 + (self.width - CELL) * (1 + place.real) / 2,
            CELL / 2 + (self.height - CELL) * (1 + place.imag) / 2,
        )

    def label(self, text: str, tag: str, place: complex) -> Label:
        """A label at a place, wholly on the ground."""
        x, y = self.at(place)
        half = len(text) * LETTER / 2
        return Label(round(min(max(x, half), self.width - half)), round(y), text, tag)

    def cells(self, places: Sequence[complex], labels: Sequence[Label]) -> list[tuple[int, int]]:
        """The middle of the cell that each place gets; the last of the places choose first."""
        row, column = np.divmod(np.arange(self.columns * self.rows), self.columns)
        x, y = CELL // 2 + CELL * column + CELL // 2 * (row % 2), CELL // 2 + ROW_HEIGHT * row
        cells = list(zip(x.tolist(), y.tolist(), strict=True))
        across, down = np.array([self.at(place) for place in places]).T[:, :, np.newaxis]
        distance = (x - across) ** 2 + (y - down) ** 2
        if labels:
            distance[:, [any(label.covers(*cell) for label in labels) for cell in cells]] = np.inf
        chosen = []
        for row in distance[::-1]:
            nearest = int(row.argmin())
            distance[:, nearest] = np.inf
            chosen.append(cells[nearest])
        return chosen[::-1]
