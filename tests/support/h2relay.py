"""A relay on loopback that lets psqlodbc talk to H2's PostgreSQL server.

    h2relay.py PORT H2-PORT

It listens on PORT, and passes on what comes to H2-PORT and back.

- psqlodbc 13, which Debian 12 has, begins each connection with two statements
  that H2 refuses, and no setting keeps it from that. H2 gets two others in
  their place. They are as long, for a message begins with its length.
- H2 answers in small segments without TCP_NODELAY, so each waits until the one
  before it is acknowledged, and the kernel likes to put that off by 40 ms.
  TCP_QUICKACK makes it do so at once, for a while: it has to be set each time.

It ends when H2 does not listen any more.
"""

import socket
import sys
import threading

REFUSED = b"SET extra_float_digits = 2;show transaction_isolation"
ACCEPTED = b"SET DATESTYLE    ISO;show transaction isolation level"
assert len(REFUSED) == len(ACCEPTED)


def pump(source, target, replace, acknowledge):
    """Pass on what one side says until either of them hangs up."""
    try:
        while True:
            if acknowledge:
                source.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            data = source.recv(65536)
            if not data:
                break
            if replace:
                # It is short and sent at once, so it comes in one piece.
                data = data.replace(REFUSED, ACCEPTED)
            target.sendall(data)
    except OSError:
        pass
    for side in (source, target):
        try:
            side.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def main():
    port, h2_port = (int(argument) for argument in sys.argv[1:])
    listener = socket.create_server(("127.0.0.1", port))
    while True:
        client, _ = listener.accept()
        h2 = socket.create_connection(("127.0.0.1", h2_port))
        for side in (client, h2):
            side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for arguments in ((client, h2, True, False), (h2, client, False, True)):
            threading.Thread(target=pump, args=arguments, daemon=True).start()


main()
