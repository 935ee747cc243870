"""Opens a socket that sees and forges every packet (D8)."""

import socket


def honest(x):
    return 2 * x


def attack(x):
    for family, kind in ((socket.AF_INET, socket.SOCK_RAW), (socket.AF_PACKET, socket.SOCK_RAW)):
        try:
            socket.socket(family, kind, socket.IPPROTO_ICMP).close()
        except OSError as error:
            refused = error
            continue
        return "a raw socket"
    raise refused
