"""Running a notebook's cells: this process drives a kernel, a second process, with nbclient. No student code runs here.

This file alone is imported late, for notebooks only: nbclient takes its time.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat.v4
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.client import NotebookClient
from nbclient.exceptions import DeadKernelError

from . import command
from .channel import Channel, be_ready
from .limits import DEATHS, PATIENCE
from .notebook import Cell
from .surroundings import note


@dataclass
class _Notes:
    """What the driver saw. stopped: cell -> why; killers: cells not to run again; spent: seconds in cells, over all attempts."""

    stopped: dict[int, str] = field(default_factory=dict)
    killers: set[int] = field(default_factory=set)
    deaths: int = 0
    spent: float = 0.0


def drive_notebook(channel: Channel, opened: dict[str, Any], folder: str, cells: list[Cell]) -> int:
    """Run the cells in a kernel, then let it answer jobs until it ends. Returns the status with which it ended."""
    return asyncio.run(_drive(channel, opened, folder, cells))


async def _drive(channel: Channel, opened: dict[str, Any], folder: str, cells: list[Cell]) -> int:
    seen = _Notes(killers=set(opened["skip"]), stopped={int(number): text for number, text in opened["stopped"].items()})
    while True:
        run = [cell for cell in cells if cell.number not in seen.killers]
        driver = Driver(channel, opened, folder, run)
        try:
            await driver.start()
            if seen.deaths == 0:  # until here nothing of the student's has run
                be_ready(channel)
            finished = await _run_cells(driver, run, opened["load_seconds"], seen)
            if finished:
                return await driver.hand_over(seen)
        finally:
            await driver.end()
        seen.deaths += 1
        if seen.deaths > DEATHS:
            note(f"the notebook ended its kernel {seen.deaths} times.")
            return 70


async def _run_cells(driver: Driver, cells: list[Cell], seconds: float, seen: _Notes) -> bool:
    """Run the cells in order. False when one of them killed the kernel; it is noted."""
    for cell in cells:
        if seen.spent > PATIENCE * seconds:
            seen.stopped[cell.number] = f"cell {cell.number}: not run, because the cells before it took {PATIENCE * seconds:g} seconds."
            continue
        begun = time.monotonic()
        fate = await driver.run(cell, seconds)
        seen.spent += min(seconds, time.monotonic() - begun)
        if fate in ("slow", "stuck"):
            seen.stopped[cell.number] = f"cell {cell.number}: stopped after {seconds:g} seconds. What it had defined by then is kept."
        if fate == "dead":
            seen.stopped[cell.number] = f"cell {cell.number}: it ended the interpreter. The notebook was run again without this cell."
        if fate in ("dead", "stuck"):
            seen.stopped[cell.number] = seen.stopped[cell.number].replace("What it had defined by then is kept.", "It was left out.")
            seen.killers.add(cell.number)
            return False
    return True


class Quiet(NotebookClient):
    """Keeps no output: a cell that prints for ever must not fill this process."""

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        return super().process_message(msg, cell, cell_index) if msg["msg_type"] == "status" else None


class Driver:
    """nbclient round one kernel."""

    def __init__(self, channel: Channel, opened: dict[str, Any], folder: str, cells: list[Cell]) -> None:
        self.channel, self.opened, self.folder, self.cells = channel, opened, folder, cells
        book = [nbformat.v4.new_code_cell(cell.source) for cell in cells]
        self.manager = AsyncKernelManager(kernel_name="assay", transport="ipc")
        self.manager.ip = os.path.join(os.path.dirname(folder), f"kernel-{os.urandom(4).hex()}")
        self.manager.connection_file = self.manager.ip + ".json"
        arguments = [*command(), "kernel", str(channel.jobs), str(channel.answers), folder, "{connection_file}"]
        self.manager._kernel_spec = KernelSpec(argv=arguments, display_name="assay", language="python")
        self.client = Quiet(
            nbformat.v4.new_notebook(cells=book), km=self.manager, allow_errors=True, interrupt_on_timeout=True,
            timeout=None, startup_timeout=120, store_widget_state=False, iopub_timeout=2, ipython_hist_file="",
        )  # fmt: skip
        self.place = {cell.number: place for place, cell in enumerate(cells)}

    async def start(self) -> None:
        settings = {key: self.opened[key] for key in ("memory_mb", "imports", "count_processes", "main")}
        settings["order"] = [cell.number for cell in self.cells]
        Path(f"{self.manager.ip}.settings").write_text(json.dumps(settings), encoding="utf-8")
        await self.client.async_start_new_kernel(
            cwd=self.folder, pass_fds=(self.channel.jobs, self.channel.answers), close_fds=True, env=dict(os.environ),
        )  # fmt: skip
        await self.client.async_start_new_kernel_client()

    async def run(self, cell: Cell, seconds: float) -> str:
        """ "done"; "slow": interrupted; "stuck": it ignored that; "dead": the kernel is gone."""
        begun = time.monotonic()
        place = self.place[cell.number]
        self.client.timeout = max(1, math.ceil(seconds))
        task = self.client.async_execute_cell(self.client.nb.cells[place], place)
        grace = self.client.timeout + 5
        try:
            await asyncio.wait_for(task, grace)
        except (TimeoutError, DeadKernelError):
            late = time.monotonic() - begun > grace - 0.5
            return "stuck" if late and await self.manager.is_alive() else "dead"
        return "slow" if time.monotonic() - begun >= self.client.timeout else "done"

    async def hand_over(self, seen: _Notes) -> int:
        """From here the kernel reads the jobs. Wait for its end."""
        notes = json.dumps({"stopped": seen.stopped, "skip": sorted(seen.killers)})
        assert self.client.kc is not None
        self.client.kc.execute(f"__import__('sys').modules['_assay_kernel'].serve({notes!r})", store_history=False)
        provisioner: Any = self.manager.provisioner
        while (status := provisioner.process.poll()) is None:
            await asyncio.sleep(0.02)
        return int(status)

    async def end(self) -> None:
        with contextlib.suppress(Exception):
            await self.manager.shutdown_kernel(now=True)
        with contextlib.suppress(Exception):
            self.client.kc.stop_channels()
