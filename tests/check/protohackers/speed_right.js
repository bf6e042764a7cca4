// Protohackers 6 in one event loop: what was seen is kept in the order of time, and only neighbours are compared.
const net = require("node:net");

const day = (time) => Math.floor(time / 86400);
const sightings = new Map(); // "road plate": [{ mile, time }], in the order of time
const fined = new Set(); // "plate day"
const waiting = new Map(); // road: tickets
const dispatchers = new Map(); // road: Set of sockets

const entry = (map, key, make) => map.get(key) ?? (map.set(key, make()), map.get(key));

function ticket(plate, road, a, b) {
  const name = Buffer.from(plate, "latin1");
  const body = Buffer.alloc(16);
  body.writeUInt16BE(road, 0);
  body.writeUInt16BE(a.mile, 2);
  body.writeUInt32BE(a.time, 4);
  body.writeUInt16BE(b.mile, 8);
  body.writeUInt32BE(b.time, 10);
  body.writeUInt16BE(Math.round(speed(a, b) * 100), 14);
  return Buffer.concat([Buffer.of(0x21, name.length), name, body]);
}

const speed = (a, b) => Math.abs(a.mile - b.mile) / ((b.time - a.time) / 3600);

function fine(plate, road, limit, a, b) {
  if (a === undefined || b === undefined || a.time === b.time || speed(a, b) < limit + 0.5) return;
  const days = [];
  for (let each = day(a.time); each <= day(b.time); each++) days.push(`${plate} ${each}`);
  if (days.some((each) => fined.has(each))) return;
  days.forEach((each) => fined.add(each));
  const [dispatcher] = dispatchers.get(road) ?? [];
  const bytes = ticket(plate, road, a, b);
  if (dispatcher) dispatcher.write(bytes);
  else entry(waiting, road, () => []).push(bytes);
}

function see({ road, mile, limit }, plate, time) {
  const all = entry(sightings, `${road} ${plate}`, () => []);
  all.push({ mile, time });
  all.sort((a, b) => a.time - b.time);
  const at = all.findIndex((each) => each.time === time && each.mile === mile);
  fine(plate, road, limit, all[at - 1], all[at]);
  fine(plate, road, limit, all[at], all[at + 1]);
}

// How long a message is, and what it does; undefined while its length is not known yet.
const messages = {
  0x20: {
    size: (bytes) => bytes.length > 1 ? 6 + bytes[1] : undefined,
    act(client, bytes) {
      if (!client.camera) throw new Error("not a camera");
      const end = 2 + bytes[1];
      see(client.camera, bytes.toString("latin1", 2, end), bytes.readUInt32BE(end));
    },
  },
  0x40: {
    size: () => 5,
    act(client, bytes) {
      if (client.beats !== undefined) throw new Error("one heartbeat is enough");
      const tenths = bytes.readUInt32BE(1);
      client.beats = tenths && setInterval(() => client.socket.write(Buffer.of(0x41)), tenths * 100);
    },
  },
  0x80: {
    size: () => 7,
    act(client, bytes) {
      if (client.camera || client.roads) throw new Error("you have said who you are");
      const [road, mile, limit] = [1, 3, 5].map((at) => bytes.readUInt16BE(at));
      client.camera = { road, mile, limit };
    },
  },
  0x81: {
    size: (bytes) => bytes.length > 1 ? 2 + 2 * bytes[1] : undefined,
    act(client, bytes) {
      if (client.camera || client.roads) throw new Error("you have said who you are");
      client.roads = Array.from({ length: bytes[1] }, (_, index) => bytes.readUInt16BE(2 + 2 * index));
      for (const road of client.roads) {
        entry(dispatchers, road, () => new Set()).add(client.socket);
        for (const each of waiting.get(road) ?? []) client.socket.write(each);
        waiting.delete(road);
      }
    },
  },
};

net.createServer((socket) => {
  const client = { socket };
  let bytes = Buffer.alloc(0);
  socket.on("data", (data) => {
    bytes = Buffer.concat([bytes, data]);
    try {
      while (bytes.length > 0 && !socket.writableEnded) {
        const message = messages[bytes[0]];
        if (!message) throw new Error("illegal message");
        const size = message.size(bytes);
        if (size === undefined || bytes.length < size) return;
        message.act(client, bytes.subarray(0, size));
        bytes = bytes.subarray(size);
      }
    } catch ({ message }) {
      socket.end(Buffer.concat([Buffer.of(0x10, message.length), Buffer.from(message)]));
    }
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    clearInterval(client.beats);
    for (const road of client.roads ?? []) dispatchers.get(road).delete(socket);
  });
}).listen(Number(process.argv[2]));
