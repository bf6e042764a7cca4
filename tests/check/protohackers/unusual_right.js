// Protohackers 4 with dgram: unknown keys get no answer at all.
const dgram = require("node:dgram");

class Store {
  #values = new Map([["version", Buffer.from("1")]]);

  handle(message, reply) {
    const at = message.indexOf(0x3d);
    if (at < 0) return this.#tell(message, reply);
    const name = message.toString("latin1", 0, at);
    if (name !== "version") this.#values.set(name, Buffer.from(message.subarray(at + 1)));
  }

  #tell(key, reply) {
    const value = this.#values.get(key.toString("latin1"));
    if (value !== undefined) reply(Buffer.concat([key, Buffer.from("="), value]));
  }
}

const store = new Store();
const socket = dgram.createSocket("udp4");
socket.on(
  "message",
  (message, { address, port }) => store.handle(message, (answer) => socket.send(answer, port, address)),
);
socket.bind(Number(process.argv[2]));
