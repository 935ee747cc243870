"""A kernel that is forked, not started as a program, and what Jupyter needs to take it for one of its kernels."""

from __future__ import annotations

import asyncio
import os
import signal
import traceback
from typing import Any

from jupyter_client.provisioning import KernelProvisionerBase

from .door import Door
from .kernel import kernel_main


class ForkedKernel:
    """A process forked before this one had threads; it waits to be told its connection file, then becomes the kernel."""

    def __init__(self, folder: str, names: list[str]) -> None:
        self.door, theirs = Door.pair()
        self.pid = os.fork()
        self._code: int | None = None
        if self.pid:
            theirs.close()
            return
        try:
            self.door.close()
            connection, _ = theirs.take()
            kernel_main(theirs, folder, connection.decode(), names)
        except BaseException:
            traceback.print_exc()
        os._exit(0)

    def poll(self) -> int | None:
        if self._code is None:
            ended, how = os.waitpid(self.pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(how) if ended else None
        return self._code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


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
        self.kernel.door.hand_in(self.parent.connection_file.encode(), [])
        return self.connection_info


class Entry:
    """ForkProvisioner as an installed plug-in would announce it."""

    def load(self) -> type[ForkProvisioner]:
        return ForkProvisioner
