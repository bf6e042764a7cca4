/**
 * The load generator of a machine without a C compiler: the same words and the same JSON as `load.c` for the
 * modes `echo`, `lines`, `fetch` and `idle`. It runs on the same engine as netlab and costs about as much per
 * message, so absolute figures are its own as much as the server's; compare candidates only.
 *
 * @module
 */
import process from "node:process";

const [mode = "", hostname = "127.0.0.1", port = "0", ...rest] = Deno.args;
const words = new Map(
  rest.map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]),
);
const modes: Record<string, () => Promise<object>> = { echo, lines, fetch: fetchAll, idle };
const LINE_END = 10;

const begun = performance.now();
const run = modes[mode];
if (!run) {
  console.error(`load: the mode "${mode}" needs the C generator, and there is no C compiler`);
  Deno.exit(1);
}
const result = await run();
const { user, system } = process.cpuUsage();
const used = { load_cpu_s: (user + system) / 1e6, load_wall_s: (performance.now() - begun) / 1000 };
console.log(JSON.stringify({ mode, ...result, ...used }));
Deno.exit(0); // we do not wait for a download that never ends

function number(key: string, otherwise: number): number {
  return Number(words.get(key) ?? otherwise);
}

function message(): Uint8Array {
  const text = words.get("text");
  return new TextEncoder().encode((text ?? "a".repeat(number("size", 64) - 1)) + "\n");
}

async function dial(): Promise<Deno.TcpConn> {
  const conn = await Deno.connect({ hostname, port: Number(port) });
  conn.setNoDelay(true);
  return conn;
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) if (byte === LINE_END) lines++;
  return lines;
}

function repeated(bytes: Uint8Array, times: number): Uint8Array {
  const all = new Uint8Array(bytes.length * times);
  for (let i = 0; i < times; i++) all.set(bytes, i * bytes.length);
  return all;
}

async function writeAll(conn: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) done += await conn.write(bytes.subarray(done));
}

function percentiles(samples: number[]): object {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (part: number) => Math.round((sorted[Math.floor(part * (sorted.length - 1))] ?? 0) * 10) / 10;
  return { p50_us: at(0.5), p90_us: at(0.9), p99_us: at(0.99), max_us: at(1) };
}

async function echo(): Promise<object> {
  const conns = number("conns", 50);
  const depth = number("depth", 1);
  const samples: number[] = [];
  const from = performance.now() + number("warmup", 200);
  const until = from + number("seconds", 2) * 1000;
  const chat = () => askUntil(until, message(), depth, (us) => performance.now() >= from && samples.push(us));
  await Promise.all(Array.from({ length: conns }, chat));
  const seconds = (performance.now() - from) / 1000;
  return {
    conns,
    depth,
    answers: samples.length,
    seconds,
    per_second: samples.length / seconds,
    ...percentiles(samples),
  };
}

/**
 * `depth` lines leave together and their answers are awaited together: a simpler closed loop than the one in
 * C.
 */
async function askUntil(
  until: number,
  one: Uint8Array,
  depth: number,
  sample: (us: number) => void,
): Promise<void> {
  using conn = await dial();
  const request = repeated(one, depth);
  const inbox = new Uint8Array(65536);
  while (performance.now() < until) {
    const asked = performance.now();
    await writeAll(conn, request);
    for (let left = depth; left > 0;) {
      const n = await conn.read(inbox);
      if (n === null) throw new Error("the server closed a connection");
      const lines = countLines(inbox.subarray(0, n));
      for (let i = 0; i < lines; i++) sample((performance.now() - asked) * 1000);
      left -= lines;
    }
  }
}

async function lines(): Promise<object> {
  using conn = await dial();
  const timed = words.has("seconds");
  const count = timed ? Infinity : number("count", 500_000);
  const inbox = new Uint8Array(262_144);
  const start = performance.now();
  const until = timed ? start + number("seconds", 1) * 1000 : Infinity;
  const pour = pourLines(conn, message(), count);
  pour.catch(() => {/* after the time is over, nobody reads its answers */});
  let answers = 0;
  while (answers < count && performance.now() < until) {
    const n = await conn.read(inbox);
    if (n === null) throw new Error(`the server closed after ${answers} of ${count} answers`);
    answers += countLines(inbox.subarray(0, n));
  }
  if (!timed) await pour;
  const seconds = (performance.now() - start) / 1000;
  return { answers, seconds, per_second: answers / seconds };
}

async function pourLines(conn: Deno.Conn, one: Uint8Array, count: number): Promise<void> {
  const many = repeated(one, 1024);
  for (let left = count; left > 0; left -= 1024) {
    await writeAll(conn, left >= 1024 ? many : many.subarray(0, left * one.length));
  }
}

async function fetchAll(): Promise<object> {
  const count = number("count", 1);
  const samples: number[] = [];
  let [begun, bytes, failed] = [0, 0, 0];
  const start = performance.now();
  const until = start + number("seconds", 3600) * 1000;
  const worker = async () => {
    while (begun++ < count && performance.now() < until) {
      const asked = performance.now();
      const got = await download().catch(() => -1);
      if (got < number("expect", 1)) failed++;
      else samples.push((performance.now() - asked) * 1000);
      bytes += Math.max(got, 0);
    }
  };
  const all = Promise.all(Array.from({ length: number("conns", 1) }, worker));
  const over = new Promise((resolve) => Deno.unrefTimer(setTimeout(resolve, until - performance.now())));
  await (words.has("seconds") ? Promise.race([all, over]) : all); // unfinished requests are left out
  const seconds = (performance.now() - start) / 1000;
  const rates = { per_second: samples.length / seconds, mb_per_second: bytes / seconds / 1e6 };
  return { count, failed, bytes, seconds, ...rates, ...percentiles(samples) };
}

async function download(): Promise<number> {
  using conn = await dial();
  const request = (words.get("request") ?? "\\n").replaceAll("\\n", "\n").replaceAll("\\r", "\r");
  await writeAll(conn, new TextEncoder().encode(request));
  if (words.get("half") === "1") await conn.closeWrite();
  const inbox = new Uint8Array(1 << 20);
  let bytes = 0;
  const enough = words.get("stop") === "1" ? number("expect", 1) : Infinity;
  for (let n = await conn.read(inbox); n !== null; n = await conn.read(inbox)) {
    if ((bytes += n) >= enough) break;
  }
  return bytes;
}

async function idle(): Promise<object> {
  const conns = number("conns", 1000);
  for (let i = 0; i < conns; i++) await dial();
  console.log(JSON.stringify({ mode, conns }));
  if (words.get("wait") === "1") { for await (const _ of Deno.stdin.readable) continue; }
  else await new Promise((resolve) => setTimeout(resolve, number("seconds", 5) * 1000));
  return { conns };
}
