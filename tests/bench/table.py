"""Figures beside what they should be, in rows."""

from collections.abc import Iterable


class Table:
    """Prints rows as they come; `missed` are the figures that are not what they should be."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def row(self, name: str, figure: float, unit: str, most: float | None = None, least: float | None = None) -> None:
        fits = (most is None or figure <= most) and (least is None or figure >= least)
        target = f"at most {most:g}" if most is not None else f"at least {least:g}" if least is not None else ""
        verdict = "" if not target else f"{target}, {'pass' if fits else 'FAIL'}"
        if not fits:
            self.missed.append(name)
        print(f"{name:<56}{figure:>8.1f} {unit:<4} {verdict}".rstrip(), flush=True)

    def worst(self, cases: Iterable[tuple[float, str]]) -> None:
        print("    worst: " + ", ".join(f"{case!r} {figure:.0f}" for figure, case in sorted(cases)[:-4:-1]))

    def parts(self, parts: Iterable[tuple[str, float]]) -> None:
        print("    of it: " + ", ".join(f"{name} {figure:.1f}" for name, figure in parts))
