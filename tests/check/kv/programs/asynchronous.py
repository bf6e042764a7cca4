"""The first stages of a course: PING, ECHO, SET, GET, PX, with asyncio."""
import asyncio
import sys

values = {}


async def command(reader):
    head = await reader.readuntil(b"\r\n")
    if not head.startswith(b"*"):
        raise ValueError
    words = []
    for _ in range(int(head[1:])):
        length = int((await reader.readuntil(b"\r\n"))[1:])
        words.append((await reader.readexactly(length + 2))[:-2])
    return words


def answer(words):
    match [words[0].decode().lower(), *words[1:]]:
        case ["ping"]:
            return b"+PONG\r\n"
        case ["echo", text]:
            return b"$%d\r\n%b\r\n" % (len(text), text)
        case ["set", key, value]:
            values[key] = value
            return b"+OK\r\n"
        case ["set", key, value, px, time] if px.lower() == b"px":
            values[key] = value
            remove = lambda: values.get(key) is value and values.pop(key)
            asyncio.get_running_loop().call_later(int(time) / 1000, remove)
            return b"+OK\r\n"
        case ["get", key]:
            if key not in values:
                return b"$-1\r\n"
            return b"$%d\r\n%b\r\n" % (len(values[key]), values[key])
    return b"-ERR unknown command or wrong number of arguments\r\n"


async def serve(reader, writer):
    try:
        while True:
            writer.write(answer(await command(reader)))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError, ValueError, asyncio.LimitOverrunError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()


asyncio.run(main())
