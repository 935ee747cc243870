"""The system calls that no submission needs, taken away last of all: a filter in the kernel's own little language (BPF).

It is a deny-list, because NumPy, PyTorch and TensorFlow use too many calls to count them up. On it stand: new namespaces and mounts,
other processes' memory, keyrings, kernel modules, clocks, io_uring, sockets of unusual families, typing into a terminal.
The list follows Flatpak's and what was found against IOI's isolate (keyrings, AF_VSOCK, io_uring).

Source: Linux, Documentation/userspace-api/seccomp_filter.rst; the numbers are those of asm/unistd_64.h and asm-generic/unistd.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

# system call -> its number on (x86_64, aarch64)
DENIED = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440), "userfaultfd": (323, 282), "perf_event_open": (298, 241),
    "bpf": (321, 280), "seccomp": (317, 277), "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "add_key": (248, 217),
    "request_key": (249, 218), "keyctl": (250, 219), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104), "kexec_file_load": (320, 294),
    "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89), "quotactl": (179, 60), "syslog": (103, 116),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171),
    "personality": (135, 92), "vhangup": (153, 58), "sethostname": (170, 161), "setdomainname": (171, 162),
}  # fmt: skip
CLONE = (56, 220)
CLONE3 = (435, 435)
SOCKET = (41, 198)
SOCKETPAIR = (53, 199)
IOCTL = (16, 29)
FAMILIES = (1, 2, 10, 16)  # AF_UNIX, AF_INET, AF_INET6, AF_NETLINK
NEW_NAMESPACES = 0x7E020080  # every CLONE_NEW... flag
TYPING = (0x5412, 0x541C)  # TIOCSTI, TIOCLINUX

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_LOAD, _EQUAL, _ABOVE, _ANY_BIT, _GIVE = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _FIRST, _SECOND = 0, 4, 16, 24  # places in the kernel's struct seccomp_data (low halves of the arguments)


def _refusal(number: int) -> int:
    return 0x00050000 | number


def program(machine: str) -> bytes:
    """The filter for a machine ("x86_64", "aarch64"). Raises KeyError for another one."""
    column, audit = _MACHINES[machine]
    denied = sorted(numbers[column] for numbers in DENIED.values())
    code: list[tuple[int, int, int, int]] = [(_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, audit), (_GIVE, 0, 0, _KILL), (_LOAD, 0, 0, _NUMBER)]
    if machine == "x86_64":  # the 32-bit calls of x32 begin here
        code += [(_ABOVE, 0, 1, 0x40000000), (_GIVE, 0, 0, _refusal(errno.ENOSYS))]
    for number in denied:
        code += [(_EQUAL, 0, 1, number), (_GIVE, 0, 0, _refusal(errno.EPERM))]
    code += [(_EQUAL, 0, 1, CLONE3[column]), (_GIVE, 0, 0, _refusal(errno.ENOSYS))]  # C libraries then use clone, whose flags can be seen
    code += [(_EQUAL, 0, 4, CLONE[column]), (_LOAD, 0, 0, _FIRST), (_ANY_BIT, 0, 1, NEW_NAMESPACES), (_GIVE, 0, 0, _refusal(errno.EPERM))]
    code += [(_GIVE, 0, 0, _ALLOW)]
    for call in (SOCKET, SOCKETPAIR):
        families = [(_EQUAL, len(FAMILIES) - place, 0, family) for place, family in enumerate(FAMILIES)]
        code += [(_EQUAL, 0, len(families) + 3, call[column]), (_LOAD, 0, 0, _FIRST), *families]
        code += [(_GIVE, 0, 0, _refusal(errno.EAFNOSUPPORT)), (_GIVE, 0, 0, _ALLOW)]
    code += [(_EQUAL, 0, 4, IOCTL[column]), (_LOAD, 0, 0, _SECOND), (_EQUAL, 1, 0, TYPING[0]), (_EQUAL, 0, 1, TYPING[1])]
    code += [(_GIVE, 0, 0, _refusal(errno.EPERM)), (_GIVE, 0, 0, _ALLOW)]
    return b"".join(struct.pack("<HBBI", *line) for line in code)


class _Program(ctypes.Structure):
    _fields_ = (("lines", ctypes.c_ushort), ("code", ctypes.c_char_p))


def load() -> None:
    """Apply the filter to this process, for good. Needs no_new_privs. Raises OSError."""
    code = program(os.uname().machine)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(22, 2, ctypes.byref(_Program(len(code) // 8, code)), 0, 0):
        raise OSError(ctypes.get_errno(), "the system-call filter was not taken")
