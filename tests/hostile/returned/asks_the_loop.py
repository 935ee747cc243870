"""Runs coroutines in a loop of its own (F42)."""

import asyncio


def honest(x):
    return 2 * x


async def later(x):
    await asyncio.sleep(0)
    return 2 * x


def attack(x):
    return asyncio.run(later(x))
