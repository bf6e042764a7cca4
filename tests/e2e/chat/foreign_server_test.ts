import { assert, assertEquals } from "@std/assert";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { run } from "../../_kit/program/run.ts";
import { Terminal } from "../../_kit/program/terminal.ts";

/** What all of these servers begin with: each says on its output what it has taken for a name and for a line. */
const THREADS = `
import socket, threading
s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen()
print("port", s.getsockname()[1], flush=True)
def told(*words): print(*words, flush=True)
def serve(talk):
    while True:
        c, _ = s.accept()
        threading.Thread(target=talk, args=(c,), daemon=True).start()
`;

/** Servers as students and puzzles have them. */
const SERVERS: Readonly<Record<string, string>> = {
  "Budget Chat": `${THREADS}
members = {}
def talk(c):
    f = c.makefile("rw", newline="\\n")
    def to(g, text): g.write(text + "\\n"); g.flush()
    to(f, "Welcome to budgetchat! What shall I call you?")
    name = f.readline().strip()
    told("name", name)
    if not name.isalnum(): c.close(); return
    to(f, "* The room contains: " + ", ".join(members.values()))
    members[f] = name
    for line in f: told("said", line.strip())
    c.shutdown(socket.SHUT_WR)
serve(talk)`,

  "a prompt without a line end": `${THREADS}
def talk(c):
    c.sendall(b"Your name: ")
    name = c.recv(1024).decode().strip()
    told("name", name)
    c.sendall(("Hello " + name + "\\n").encode())
    rest = ""
    while True:
        data = c.recv(1024).decode()
        if not data: break
        rest += data
        while "\\n" in rest:
            line, rest = rest.split("\\n", 1)
            told("said", line)
    c.close()
serve(talk)`,

  "a French welcome and the question apart": `${THREADS}
import time
def talk(c):
    c.send("*** Bienvenue sur le chat de Léa ***\\n".encode())
    time.sleep(0.02)
    c.send("Il y a 0 personne(s) connectée(s).\\n".encode())
    c.send("Votre pseudo : ".encode())
    name = c.recv(1024).decode().rstrip("\\n")
    told("name", name)
    while True:
        data = c.recv(1024)
        if not data: break
        for line in data.decode().split("\\n"):
            if line: told("said", line)
    c.close()
serve(talk)`,

  "no line ends at all": `${THREADS}
def talk(c):
    c.send("Bienvenue, quel est ton nom ?".encode())
    name = c.recv(1024).decode().strip()
    told("name", name)
    c.send(("Salut " + name).encode())
    while True:
        data = c.recv(1024)
        if not data: break
        told("said", data.decode().strip())
        c.send(b"recu")
    c.close()
serve(talk)`,

  "asyncio": `
import asyncio
def told(*words): print(*words, flush=True)
async def talk(reader, writer):
    writer.write(b"Welcome!\\r\\nPlease enter your nickname:\\r\\n")
    await writer.drain()
    told("name", (await reader.readline()).decode().strip())
    writer.write(b"Joined.\\r\\n")
    while line := await reader.readline(): told("said", line.decode().strip())
    writer.close()
async def main():
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    told("port", server.sockets[0].getsockname()[1])
    await server.serve_forever()
asyncio.run(main())`,

  "a relay that asks for nothing": `${THREADS}
def talk(c):
    for line in c.makefile(): told("said", line.strip())
    c.close()
serve(talk)`,
};

async function start(name: string): Promise<[server: ChatPeer, port: number]> {
  const server = new ChatPeer("python3", ["-u", "-c", SERVERS[name]!]);
  return [server, Number((await server.until(/^port /)).split(" ")[1])];
}

for (const name of Object.keys(SERVERS)) {
  peerTest(`chat join gives its name to a foreign server, once: ${name}`, ["python3"], async () => {
    const [server, port] = await start(name);
    await using _server = server;
    const { code, stderr } = await run(["chat", "join", `127.0.0.1:${port}`, "--name", "Bob"], {
      stdin: "what is your name?\n",
    });
    await server.until("said what is your name?");
    const given = name.startsWith("a relay") ? [] : ["name Bob"];
    assertEquals([server.lines.slice(1), code, stderr], [[...given, "said what is your name?"], 0, ""]);
  });
}

peerTest(
  "chat join shows a person the question of a foreign server at once, and takes the answer for a name",
  ["python3", "tmux"],
  async () => {
    const [server, port] = await start("no line ends at all");
    await using _server = server;
    await using terminal = await Terminal.start(netlab("chat", "join", "127.0.0.1", String(port)));
    await terminal.until((rows) => rows.includes("Bienvenue, quel est ton nom ?") && rows.at(-1) === "name>");
    await terminal.type("Ginette");
    await terminal.press("Enter");
    await terminal.until((rows) => rows.includes("Salut Ginette") && rows.at(-1) === "Ginette>");
    await terminal.type("bonjour");
    await terminal.press("Enter");
    const rows = await terminal.until((rows) => rows.includes("recu"));
    assertEquals(server.lines.slice(1), ["name Ginette", "said bonjour"]);
    assert(rows.includes("Ginette> bonjour"), rows.join("\n"));
  },
);
