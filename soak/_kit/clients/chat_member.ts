import type { ServerAddress } from "../servers/server_address.ts";
import { ClientStream } from "./client_stream.ts";

/** Somebody in a room who reads JSON, one object a line, without the past. */
export interface ChatMember extends Disposable {
  /** The next message that was said, or throws when the connection ends. */
  message(): Promise<{ from: string; text: string }>;
}

/** Joins over the line protocol. */
export async function joinByLine(
  address: ServerAddress,
  name: string,
  signal: AbortSignal,
): Promise<ChatMember> {
  const stream = await ClientStream.dial(address, signal);
  await stream.write(`/bot ${name}\n`);
  return await entered({ line: () => stream.line(), [Symbol.dispose]: () => stream[Symbol.dispose]() });
}

/** Joins as a browser does. */
export async function joinByBrowser(
  address: ServerAddress,
  name: string,
  signal: AbortSignal,
): Promise<ChatMember> {
  const { port } = address as Deno.NetAddr;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/room`);
  const lines = linesOf(socket, signal);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error("the WebSocket does not open"));
    signal.addEventListener("abort", reject, { once: true });
  });
  socket.send(`/bot ${name}\n`);
  return await entered({ line: lines, [Symbol.dispose]: () => socket.close() });
}

interface Lines extends Disposable {
  line(): Promise<string>;
}

async function entered(lines: Lines): Promise<ChatMember> {
  const next = async () => {
    const line = await lines.line();
    return line.startsWith("{") ? JSON.parse(line) : {};
  };
  const until = async (type: string) => {
    for (let event = await next();; event = await next()) {
      if (event.type === type) return event;
      if (type === "welcome" && /is taken$/.test(event.text ?? "")) throw new Error(event.text);
      if (event.type === "missed") throw new Error(`missed ${event.count} lines`);
    }
  };
  try {
    await until("welcome");
  } catch (error) {
    lines[Symbol.dispose]();
    throw error;
  }
  return { message: () => until("message"), [Symbol.dispose]: () => lines[Symbol.dispose]() };
}

function linesOf(socket: WebSocket, signal: AbortSignal): () => Promise<string> {
  const heard: string[] = [];
  let ended = false;
  let news = Promise.withResolvers<void>();
  const tell = () => (news.resolve(), news = Promise.withResolvers());
  const end = () => (ended = true, tell());
  socket.onmessage = (
    { data },
  ) => (heard.push(...String(data).split("\n").filter((line) => line !== "")), tell());
  socket.onclose = end;
  signal.addEventListener("abort", end, { once: true });
  return async () => {
    while (heard.length === 0) {
      if (ended) throw new Error("the WebSocket ended where a line was owed");
      await news.promise;
    }
    return heard.shift()!;
  };
}
