"""Each reader has a box for eight lines; what comes while it is full is lost without a word."""
import asyncio
import sys

boxes = {}


async def deliver(box, writer):
    while True:
        writer.write(await box.get())
        await writer.drain()
        await asyncio.sleep(0.002)


async def talk(reader, writer):
    boxes[writer] = box = asyncio.Queue(8)
    task = asyncio.create_task(deliver(box, writer))
    try:
        async for line in reader:
            for whose, other in boxes.items():
                if whose is not writer and not other.full():
                    other.put_nowait(line.rstrip(b"\r\n") + b"\n")
    except (OSError, ValueError):
        pass
    del boxes[writer]
    task.cancel()
    writer.close()


async def main():
    async with await asyncio.start_server(talk, "", int(sys.argv[1])) as server:
        await server.serve_forever()


asyncio.run(main())
