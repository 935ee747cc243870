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
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import nbformat.v4
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient.client import NotebookClient
from nbclient.exceptions import DeadKernelError

from . import command
from .channel import be_ready
from .door import Door
from .executed import KEPT_OUTPUT, executed_copy
from .forked import Entry, ForkedKernel
from .kernel import HAND_OVER
from .limits import PATIENCE
from .notebook import Cell, Notebook


@dataclass
class _Notes:
    """What the driver saw. stopped: cell -> why; left_out: cells not to run again; spent: seconds in cells, over all attempts."""

    stopped: dict[int, str]
    spent: float
    left_out: set[int] = field(default_factory=set)


def warm_up_driver() -> None:
    """Pay for first uses once: nbformat compiles its schemas when the first notebook is made."""
    nbformat.v4.new_notebook()


def drive_notebook(take: Callable[[], Notebook | None], folder: str, warm: list[str] | None) -> int:
    """Run the cells in a kernel, then let it answer jobs until it ends. Returns the status with which it ended.

    take: gives the notebook; it is asked when the kernel is ready. warm: the frameworks that this process has imported, so that the
    kernel can be forked from it; None to start a kernel as a program. When a cell ends the kernel, the grader is asked to begin again
    without it.
    """
    kernel = None if warm is None else ForkedKernel(folder, warm)  # forked now: once asyncio runs, this process has threads
    return asyncio.run(_drive(take, folder, kernel))


async def _drive(take: Callable[[], Notebook | None], folder: str, kernel: ForkedKernel | None) -> int:
    driver = Driver(folder, kernel)
    try:
        await driver.start()
        notebook = take()
        if notebook is None:
            return 0
        opened, channel = notebook.opened, notebook.channel
        seen = _Notes({int(number): text for number, text in opened["stopped"].items()}, opened["spent"])
        seen.left_out.update(seen.stopped)
        run = [cell for cell in notebook.cells if cell.number not in seen.left_out]
        driver.give(notebook, run)
        be_ready(channel)  # until here nothing of the student's has run
        if await _run_cells(driver, run, opened["load_seconds"], seen):
            if opened["keep_notebook"]:
                channel.send({"executed": executed_copy(notebook, driver.cells(), seen.stopped)})
                channel.receive()
            return await driver.hand_over(seen)
        channel.send({"again": {"stopped": {number: seen.stopped[number] for number in seen.left_out}, "spent": float(seen.spent)}})
        channel.receive()
        return 0
    finally:
        await driver.end()


async def _run_cells(driver: Driver, cells: list[Cell], seconds: float, seen: _Notes) -> bool:
    """Run the cells in order. False when one of them ended the kernel, or will not end; it is noted."""
    for cell in cells:
        place = f"cell {cell.number}"
        if seen.spent > PATIENCE * seconds:
            seen.stopped[cell.number] = f"{place}: not run, because the cells before it took {PATIENCE * seconds:g} seconds."
            continue
        begun = time.monotonic()
        fate = await driver.run(cell, seconds)
        seen.spent += min(seconds, time.monotonic() - begun)
        if fate != "done":
            seen.stopped[cell.number] = f"{place}: {_FATES[fate]}".format(seconds=seconds)
        if fate in ("dead", "stuck"):
            seen.left_out.add(cell.number)
            return False
    return True


_FATES = {
    "slow": "stopped after {seconds:g} seconds. What it had defined by then is kept.",
    "stuck": "stopped after {seconds:g} seconds. It was left out.",
    "dead": "it ended the interpreter. The notebook was run again without this cell.",
}


class Client(NotebookClient):
    """Keeps no more output than `room` characters: a cell that prints for ever must not fill this process."""

    room = 0

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        if msg["msg_type"] != "status":
            self.room -= len(str(msg["content"]))
        return super().process_message(msg, cell, cell_index) if msg["msg_type"] == "status" or self.room > 0 else None


class Driver:
    """nbclient round one kernel."""

    def __init__(self, folder: str, kernel: ForkedKernel | None) -> None:
        self.folder, self.kernel = folder, kernel
        self._theirs: Door | None = None
        if kernel is None:
            self.door, self._theirs = Door.pair()
        else:
            self.door = kernel.door
        self.manager = AsyncKernelManager(kernel_name="assay", transport="ipc")
        self.manager.ip = os.path.join(os.path.dirname(folder), f"kernel-{os.urandom(4).hex()}")
        self.manager.connection_file = self.manager.ip + ".json"
        arguments = [*command(), "kernel", str(self._theirs.fileno()) if self._theirs else "", folder, "{connection_file}"]
        how = {"kernel_provisioner": {"provisioner_name": "assay"}} if kernel else {}
        self.manager._kernel_spec = KernelSpec(argv=arguments, display_name="assay", language="python", metadata=how)
        self.client = Client(
            nbformat.v4.new_notebook(), km=self.manager, allow_errors=True, interrupt_on_timeout=True,
            timeout=None, startup_timeout=120, store_widget_state=False, iopub_timeout=2, ipython_hist_file="",
        )  # fmt: skip
        self.place: dict[int, int] = {}

    async def start(self) -> None:
        """nbclient's two steps of starting, without its polling: the kernel says itself when it is ready."""
        if self._theirs is None:
            KernelProvisionerFactory.instance().provisioners["assay"] = Entry()
            await self.manager.start_kernel(kernel=self.kernel)
        else:
            pass_on = (self._theirs.fileno(),)
            await self.manager.start_kernel(cwd=self.folder, pass_fds=pass_on, close_fds=True, env=dict(os.environ))
            self._theirs.close()
        await self._hears_knock(120)
        client = self.client.kc = self.manager.client()
        client.start_channels(hb=False, stdin=False)
        await client.get_iopub_msg(timeout=120)  # iopub_welcome: from here no message is missed

    async def _hears_knock(self, seconds: float) -> None:
        """Wait until the kernel's sockets are open. Raises RuntimeError when it ends before that, and TimeoutError."""
        loop = asyncio.get_running_loop()
        moved = asyncio.Event()
        loop.add_reader(self.door.fileno(), moved.set)
        try:
            await asyncio.wait_for(moved.wait(), seconds)
        finally:
            loop.remove_reader(self.door.fileno())
        if not self.door.hears_knock():
            raise RuntimeError("the kernel ended while it started")

    def give(self, notebook: Notebook, cells: list[Cell]) -> None:
        """Give the kernel its descriptors and what it must know before the first cell runs."""
        settings = {key: notebook.opened[key] for key in ("memory_mb", "imports", "count_processes", "main", "keep_notebook", "device")}
        settings["order"] = [cell.number for cell in cells]
        self.door.hand_in(json.dumps(settings).encode(), notebook.for_kernel)
        self.door.close()
        for descriptor in set(notebook.for_kernel) - {notebook.channel.jobs, notebook.channel.answers, 1}:
            os.close(descriptor)
        self.client.nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell.source) for cell in cells])
        self.place = {cell.number: place for place, cell in enumerate(cells)}
        self.client.room = KEPT_OUTPUT if notebook.opened["keep_notebook"] else 0

    def cells(self) -> dict[int, Any]:
        """Number -> the cell with its outputs, of those that were given."""
        return {number: self.client.nb.cells[place] for number, place in self.place.items()}

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
        client: Any = self.client.kc
        client.shell_channel.send(client.session.msg(HAND_OVER, {"stopped": seen.stopped}))
        provisioner: Any = self.manager.provisioner
        while (status := await provisioner.poll()) is None:
            await asyncio.sleep(0.02)
        return int(status)

    async def end(self) -> None:
        with contextlib.suppress(Exception):
            await self.manager.shutdown_kernel(now=True)
        with contextlib.suppress(Exception):
            self.client.kc.stop_channels()
