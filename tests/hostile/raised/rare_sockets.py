"""Opens sockets of families that nobody needs, which have had many holes (D8)."""

import socket


def honest(x):
    return 2 * x


def attack(x):
    refused = None
    for family in (socket.AF_ALG, socket.AF_CAN, socket.AF_TIPC, 21, 31, 40, 44):  # 21 RDS, 31 Bluetooth, 40 VSOCK, 44 XDP
        try:
            socket.socket(family, socket.SOCK_SEQPACKET, 0).close()
        except OSError as error:
            refused = error
            continue
        return f"a socket of family {family}"
    raise refused
