// Buffers are joined and cut; a Map under latin1 keys.
const net = require("net");
const store = new Map();

const bulk = (bytes) =>
  bytes === undefined
    ? "$-1\r\n"
    : Buffer.concat([Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from("\r\n")]);

function lookup(key) {
  const entry = store.get(key);
  if (entry && entry.until <= Date.now()) {
    store.delete(key);
    return undefined;
  }
  return entry?.value;
}

const commands = {
  PING: (text) => text ? bulk(text) : "+PONG\r\n",
  ECHO: (text) => text ? bulk(text) : wrong("echo"),
  GET: (key, ...more) => key && !more.length ? bulk(lookup(key.toString("latin1"))) : wrong("get"),
  SET(key, value, option, amount) {
    if (!value) return wrong("set");
    let until = Infinity;
    if (option) {
      const unit = { PX: 1, EX: 1000 }[option.toString().toUpperCase()];
      if (!unit || !amount) return "-ERR syntax error\r\n";
      until = Date.now() + unit * Number(amount);
    }
    store.set(key.toString("latin1"), { value, until });
    return "+OK\r\n";
  },
  DEL: (...keys) => `:${keys.filter((key) => store.delete(key.toString("latin1"))).length}\r\n`,
  INCR(key) {
    const name = key.toString("latin1");
    const text = lookup(name)?.toString() ?? "0";
    if (!/^-?\d{1,18}$/.test(text)) return "-ERR value is not an integer or out of range\r\n";
    const sum = BigInt(text) + 1n;
    store.set(name, { value: Buffer.from(`${sum}`), until: store.get(name)?.until ?? Infinity });
    return `:${sum}\r\n`;
  },
  EXPIRE(key, seconds) {
    const entry = store.get(key.toString("latin1"));
    if (!entry || entry.until <= Date.now()) return ":0\r\n";
    entry.until = Date.now() + 1000 * Number(seconds);
    return ":1\r\n";
  },
  TTL(key) {
    const name = key.toString("latin1");
    if (lookup(name) === undefined) return ":-2\r\n";
    const { until } = store.get(name);
    return `:${until === Infinity ? -1 : Math.round((until - Date.now()) / 1000)}\r\n`;
  },
};
const wrong = (name) => `-ERR wrong number of arguments for '${name}' command\r\n`;

function parse(buffer) {
  let at = 0;
  const line = () => {
    const end = buffer.indexOf("\r\n", at);
    if (end === -1) return undefined;
    const text = buffer.toString("latin1", at, end);
    at = end + 2;
    return text;
  };
  const head = line();
  if (head === undefined) return undefined;
  if (head[0] !== "*") {
    return { words: head.split(" ").map((word) => Buffer.from(word, "latin1")), rest: buffer.subarray(at) };
  }
  const count = Number(head.slice(1));
  if (!Number.isInteger(count)) throw new Error("Protocol error");
  const words = [];
  while (words.length < count) {
    const size = line();
    if (size === undefined) return undefined;
    const length = Number(size.slice(1));
    if (size[0] !== "$" || !(length >= 0 && length <= 512 * 1024 * 1024)) throw new Error("Protocol error");
    if (buffer.length < at + length + 2) return undefined;
    words.push(Buffer.from(buffer.subarray(at, at + length)));
    at += length + 2;
  }
  return { words, rest: buffer.subarray(at) };
}

net.createServer((socket) => {
  let buffer = Buffer.alloc(0);
  socket.on("error", () => {});
  socket.on("data", (data) => {
    buffer = Buffer.concat([buffer, data]);
    try {
      for (let found = parse(buffer); found; found = parse(buffer)) {
        buffer = found.rest;
        const [name, ...args] = found.words;
        const run = commands[name.toString().toUpperCase()];
        socket.write(run ? run(...args) : `-ERR unknown command '${name}'\r\n`);
      }
    } catch (error) {
      socket.end(`-ERR ${error.message}\r\n`);
    }
  });
}).listen(Number(process.argv[2]));
