"""How strongly many points push each other apart, all at once and exactly reproducible.

Points are counted into a grid, the counts are folded with the shape of the push by a fast Fourier
transform, and each point reads its share back from the grid: the cost grows with the points and not
with their pairs. Counts and shape are whole numbers, so the folded sums are whole numbers too, and
rounding wipes out whatever a processor's way of adding left behind.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

SHARE = 16
"""Steps from one point of the grid to the next."""
CELL = 0.5
"""Distance between points of the grid."""
_SCALE = 2.0**18  # the push of one point on itself, as a whole number
_GROWTH = 32  # the grid grows by so many cells, so that its shape is seldom worked out anew


class Repulsion:
    """The push of points on one another; it weakens as ``1 / (1 + distance²)``, as t-SNE has it."""

    def __init__(self) -> None:
        """Begin without a grid: it is made for the points that come."""
        self._size = 0
        self._shape = np.zeros((0, 0), dtype=np.complex128)

    def among(self, steps: Whole) -> tuple[float, Floats]:
        """Return the sum of all nearness, and for each point the slope of the nearness around it.

        Args:
            steps: Places of the points, a row of two for each, ``SHARE`` steps being one ``CELL``.
        """
        steps = steps - (steps.min(axis=0) // SHARE - 1) * SHARE
        corner, part = np.divmod(steps, SHARE)
        size = (int(corner.max()) + 2) // _GROWTH * _GROWTH + _GROWTH
        width = 2 * size  # twice as wide as needed: a transform folds around its edges
        at = corner[:, 0] * width + corner[:, 1]
        right, down = part[:, 0], part[:, 1]
        shares = [
            (0, (SHARE - right) * (SHARE - down)),
            (1, (SHARE - right) * down),
            (width, right * (SHARE - down)),
            (width + 1, right * down),
        ]
        places = np.concatenate([at + offset for offset, _ in shares])
        masses = np.concatenate([share for _, share in shares])
        counts = np.bincount(places, masses, width * width).astype(np.float64)
        near = self._fold(counts.reshape(width, width), size).ravel()
        total = 0.0
        slope = np.zeros((len(steps), 2))
        for offset, share in shares:
            here = at + offset
            total += float((near[here] * share).sum())
            slope[:, 0] += (near[here + width] - near[here - width]) * share
            slope[:, 1] += (near[here + 1] - near[here - 1]) * share
        unit = _SCALE * SHARE**4
        return total / unit, slope / (2 * CELL * unit)

    def _fold(self, counts: Floats, size: int) -> Floats:
        """Return the nearness of all points, as whole numbers, at each point of the grid."""
        if size != self._size:
            far = np.minimum(np.arange(2 * size), 2 * size - np.arange(2 * size)) * CELL
            shape = np.rint(_SCALE / (1 + far[:, None] ** 2 + far[None, :] ** 2))
            self._size, self._shape = size, np.fft.rfft2(shape)
        folded = np.fft.irfft2(np.fft.rfft2(counts) * self._shape, s=counts.shape)
        return np.asarray(np.rint(folded), dtype=np.float64)
