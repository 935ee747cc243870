"""Running a notebook's cells: this process drives a kernel, a second process, with nbclient. No student code runs here.

This file alone is imported late, for notebooks only: nbclient takes its time.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import os
import signal
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat.v4
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerBase, KernelProvisionerFactory
from nbclient.client import NotebookClient
from nbclient.exceptions import DeadKernelError

from . import command
from .channel import Channel, be_ready
from .kernel import HAND_OVER, kernel_main
from .limits import PATIENCE
from .notebook import Cell


@dataclass
class _Notes:
    """What the driver saw. stopped: cell -> why; left_out: cells not to run again; spent: seconds in cells, over all attempts."""

    stopped: dict[int, str]
    spent: float
    left_out: set[int] = field(default_factory=set)


def drive_notebook(channel: Channel, opened: dict[str, Any], folder: str, cells: list[Cell], kernel: ForkedKernel | None) -> int:
    """Run the cells in a kernel, then let it answer jobs until it ends. Returns the status with which it ended.

    kernel: one that was forked and waits, or None to start one. When a cell ends the kernel, the grader is asked to begin again
    without it.
    """
    return asyncio.run(_drive(channel, opened, folder, cells, kernel))


async def _drive(channel: Channel, opened: dict[str, Any], folder: str, cells: list[Cell], kernel: ForkedKernel | None) -> int:
    seen = _Notes({int(number): text for number, text in opened["stopped"].items()}, opened["spent"])
    seen.left_out.update(seen.stopped)
    run = [cell for cell in cells if cell.number not in seen.left_out]
    driver = Driver(channel, opened, folder, run, kernel)
    try:
        await driver.start()
        be_ready(channel)  # until here nothing of the student's has run
        if await _run_cells(driver, run, opened["load_seconds"], seen):
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


class ForkedKernel:
    """A process forked before this one had threads; it waits to be told its connection file, then becomes the kernel."""

    def __init__(self, channel: Channel, folder: str) -> None:
        heard, self._told = os.pipe()
        self._ready, ready = os.pipe()
        self.pid = os.fork()
        self._code: int | None = None
        if self.pid:
            os.close(heard)
            os.close(ready)
            return
        try:
            os.close(self._told)
            os.close(self._ready)
            with os.fdopen(heard, encoding="utf-8") as page:
                connection = page.read()
            if connection:
                kernel_main(channel.jobs, channel.answers, folder, connection, ready)
        except BaseException:
            traceback.print_exc()
        os._exit(0)

    def begin(self, connection: str) -> None:
        with os.fdopen(self._told, "w", encoding="utf-8") as page:
            page.write(connection)

    async def is_ready(self, seconds: float) -> None:
        """Wait until its sockets are open, or it ended. Raises TimeoutError."""
        loop = asyncio.get_running_loop()
        opened = loop.create_future()
        loop.add_reader(self._ready, opened.cancel)
        try:
            await asyncio.wait([opened], timeout=seconds)
        finally:
            loop.remove_reader(self._ready)
        if (code := self.poll()) is not None:
            raise RuntimeError(f"the kernel ended while it started (exit status {code})")

    def poll(self) -> int | None:
        if self._code is None:
            ended, how = os.waitpid(self.pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(how) if ended else None
        return self._code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


fork_kernel = ForkedKernel


class ForkProvisioner(KernelProvisionerBase):
    """Jupyter's seam for kernels that are not started as programs."""

    kernel: ForkedKernel | None = None

    @property
    def has_process(self) -> bool:
        return self.kernel is not None

    async def poll(self) -> int | None:
        return self.kernel.poll() if self.kernel else 0

    async def wait(self) -> int | None:
        while self.kernel and self.kernel.poll() is None:
            await asyncio.sleep(0.002)
        code, self.kernel = (self.kernel.poll() if self.kernel else None), None
        return code

    async def send_signal(self, signum: int) -> None:
        if self.kernel:
            self.kernel.send_signal(signum)

    async def kill(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:
        """Nothing is held."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        manager = self.parent
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        self.kernel = kwargs["kernel"]
        self.kernel.begin(self.parent.connection_file)
        return self.connection_info


class _Entry:
    """ForkProvisioner as an installed plug-in would announce it."""

    def load(self) -> type[ForkProvisioner]:
        return ForkProvisioner


class Quiet(NotebookClient):
    """Keeps no output: a cell that prints for ever must not fill this process."""

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        return super().process_message(msg, cell, cell_index) if msg["msg_type"] == "status" else None


class Driver:
    """nbclient round one kernel."""

    def __init__(self, channel: Channel, opened: dict[str, Any], folder: str, cells: list[Cell], kernel: ForkedKernel | None) -> None:
        self.channel, self.opened, self.folder, self.cells, self.kernel = channel, opened, folder, cells, kernel
        book = [nbformat.v4.new_code_cell(cell.source) for cell in cells]
        self.manager = AsyncKernelManager(kernel_name="assay", transport="ipc")
        self.manager.ip = os.path.join(os.path.dirname(folder), f"kernel-{os.urandom(4).hex()}")
        self.manager.connection_file = self.manager.ip + ".json"
        arguments = [*command(), "kernel", str(channel.jobs), str(channel.answers), folder, "{connection_file}"]
        how = {"kernel_provisioner": {"provisioner_name": "assay"}} if kernel else {}
        self.manager._kernel_spec = KernelSpec(argv=arguments, display_name="assay", language="python", metadata=how)
        self.client = Quiet(
            nbformat.v4.new_notebook(cells=book), km=self.manager, allow_errors=True, interrupt_on_timeout=True,
            timeout=None, startup_timeout=120, store_widget_state=False, iopub_timeout=2, ipython_hist_file="",
        )  # fmt: skip
        self.place = {cell.number: place for place, cell in enumerate(cells)}

    async def start(self) -> None:
        settings = {key: self.opened[key] for key in ("memory_mb", "imports", "count_processes", "main")}
        settings["order"] = [cell.number for cell in self.cells]
        Path(f"{self.manager.ip}.settings").write_text(json.dumps(settings), encoding="utf-8")
        if self.kernel is not None:
            await self._start_forked(self.kernel)
            return
        await self.client.async_start_new_kernel(
            cwd=self.folder, pass_fds=(self.channel.jobs, self.channel.answers), close_fds=True, env=dict(os.environ),
        )  # fmt: skip
        await self.client.async_start_new_kernel_client()

    async def _start_forked(self, kernel: ForkedKernel) -> None:
        """nbclient's two steps of starting, without its polling: the kernel says itself when it is ready."""
        KernelProvisionerFactory.instance().provisioners["assay"] = _Entry()
        await self.manager.start_kernel(kernel=kernel)
        await kernel.is_ready(120)
        client = self.client.kc = self.manager.client()
        client.start_channels(hb=False, stdin=False)
        await client.get_iopub_msg(timeout=120)  # iopub_welcome: from here no message is missed

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
