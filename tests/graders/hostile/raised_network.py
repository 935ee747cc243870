import socket
def attack(x): return socket.create_connection(("1.1.1.1", 53), timeout=2)
def honest(x): return 2 * x
