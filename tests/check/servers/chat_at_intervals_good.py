"""A chat that sends what was said four times a second, each client's lines together: legal, and in another order."""
import asyncio
import sys

pending = {}  # the lines of each client that are still to be sent


async def client(reader, writer):
    pending[writer] = []
    try:
        while line := await reader.readline():
            pending[writer].append(line)
    except OSError:
        pass  # it has broken off
    finally:
        rest = pending.pop(writer, [])
        await tell(rest, writer)
        writer.close()


async def tell(lines, author):
    for other in list(pending):
        if other is not author:
            other.writelines(lines)


async def ticks():
    while True:
        await asyncio.sleep(0.25)
        for author in list(pending):
            lines, pending[author] = pending.get(author, []), []
            await tell(lines, author)


async def main():
    server = await asyncio.start_server(client, "", int(sys.argv[1]))
    async with server:
        await ticks()

asyncio.run(main())
