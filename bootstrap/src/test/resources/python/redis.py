"""The part of the package redis that README.md and docs/reading-the-feed.md use, for machines without it."""

import socket


class RedisError(Exception):
    pass


class Redis:
    def __init__(self, host, port, *, decode_responses, socket_timeout=60, socket_connect_timeout=60):
        assert decode_responses
        self._address, self._timeout = (host, port), socket_timeout
        self._connect_timeout, self._file = socket_connect_timeout, None

    def hgetall(self, key):
        return _pairs(self._call("HGETALL", key))

    def xinfo_stream(self, key):
        return _pairs(self._call("XINFO", "STREAM", key))

    def xread(self, streams, *, count, block):
        reply = self._call(
            "XREAD", "COUNT", count, "BLOCK", block, "STREAMS", *streams.keys(), *streams.values()
        )
        return [
            [key, [(entry, _pairs(fields)) for entry, fields in entries]]
            for key, entries in reply or []
        ]

    def _call(self, *words):
        try:
            if self._file is None:
                connection = socket.create_connection(self._address, self._connect_timeout)
                connection.settimeout(self._timeout)
                self._file = connection.makefile("rwb")
            texts = [str(word).encode() for word in words]
            request = b"*%d\r\n" % len(texts)
            self._file.write(request + b"".join(b"$%d\r\n%b\r\n" % (len(t), t) for t in texts))
            self._file.flush()
            return self._reply()
        except OSError as error:
            self._file = None
            raise RedisError(error) from error

    def _reply(self):
        line = self._file.readline()
        kind, text = line[:1], line[1:-2].decode()
        if kind == b"+":
            return text
        if kind == b":":
            return int(text)
        if kind == b"$":
            return None if text == "-1" else self._file.read(int(text) + 2)[:-2].decode()
        if kind == b"*":
            return None if text == "-1" else [self._reply() for _ in range(int(text))]
        raise RedisError(text or "the connection ended")


def _pairs(flat):
    return dict(zip(flat[::2], flat[1::2]))
