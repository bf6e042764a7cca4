"""Mistake: the connection is closed at the end of the stream, with answers still to be sent.

breaks echo.half_close: closes at the end of the stream before it has answered
"""
import asyncio
import sys


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.recu = b""

    def data_received(self, donnees):
        *lignes, self.recu = (self.recu + donnees).split(b"\n")
        for ligne in lignes:
            reponse = (ligne.decode().upper() + "\n").encode()
            asyncio.get_running_loop().call_later(0.3, self.transport.write, reponse)


async def main():
    serveur = await asyncio.get_running_loop().create_server(Echo, "", int(sys.argv[1]))
    await serveur.serve_forever()


asyncio.run(main())
