"""How descriptors reach a process that was started before there was a submission for it."""

from __future__ import annotations

import os
import socket

from .channel import Channel


class Door:
    """One end of a pair of sockets. What is handed in at one end can be taken at the other, once."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self.taken = False

    @staticmethod
    def pair() -> tuple[Door, Door]:
        one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        return Door(one), Door(other)

    def fileno(self) -> int:
        return self._end.fileno()

    def hand_in(self, message: bytes, descriptors: list[int]) -> None:
        """Raises OSError when nobody is there."""
        socket.send_fds(self._end, [message], descriptors)

    def take(self) -> tuple[bytes, list[int]]:
        """The message and its descriptors. Ends this process when nobody will ever hand anything in."""
        message, descriptors, _, _ = socket.recv_fds(self._end, 1 << 16, 16)
        if not message:
            os._exit(0)
        self.taken = True
        return message, descriptors

    def close(self) -> None:
        self._end.close()


def enter(descriptors: list[int]) -> Channel:
    """Begin to belong to a submission. The descriptors: jobs, answers, output, and a file of each control group to join.

    From here on what this process prints goes to the submission's pipe, and what it uses is counted with the submission's.
    """
    jobs, answers, output, *groups = descriptors
    for group in groups:
        os.write(group, b"0")  # "0" stands for whoever writes it
        os.close(group)
    if output > 2:
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.close(output)
    return Channel(jobs, answers)


def close_all_but(*kept: int) -> None:
    """Close every descriptor that is neither standard nor kept."""
    first = 3
    for descriptor in sorted(kept):
        os.closerange(first, descriptor)
        first = descriptor + 1
    os.closerange(first, 1024)
