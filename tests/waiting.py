"""Waiting for what comes true by and by."""

import time


def until(holds, limit: float = 60) -> None:
    """Wait, at most ``limit`` seconds, for something to come true.

    A page's own policy refuses what Playwright would evaluate for ``wait_for_function``.
    """
    end = time.monotonic() + limit
    while not holds():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.1)
