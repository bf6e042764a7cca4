import { delay } from "@std/async";
import type { InetAddress } from "../net/address.ts";
import type { Handler, HandlerContext } from "../services/service.ts";
import { CHAT_PAGE } from "./chat_page.ts";
import { CHAT_SCRIPT } from "./chat_script.ts";
import { CHAT_STYLE } from "./chat_style.ts";
import { WebSocketConnection } from "./websocket_connection.ts";

/** How the browser's door to a room is opened. */
export interface ChatWebOptions {
  /** 0 lets the system choose. */
  port: number;
  hostname?: string;
  /** Closes the door; the sessions end with it. */
  signal: AbortSignal;
  /** Told when it really listens. */
  onListen(address: InetAddress): void;
}

/** Browsers at once. */
const MOST = 1000;

/** Nothing but this server's own three files and its WebSocket may be loaded, and no other page may frame it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const FILES: Record<string, [type: string, body: string]> = {
  "/": ["text/html", CHAT_PAGE],
  "/chat.css": ["text/css", CHAT_STYLE],
  "/chat.js": ["text/javascript", CHAT_SCRIPT],
};

/**
 * Serves the page of a room, and lets each browser in as one more connection of the same handler.
 *
 * A browser sends the page's origin along with a WebSocket request, and nothing stops a foreign page from asking: so
 * the door opens only when that origin is this very server (RFC 6455 §10.2).
 *
 * @throws {Error} when the port is taken
 * @returns when the signal has aborted and the last browser has left
 */
export async function serveChatPage(
  handler: Handler,
  context: HandlerContext,
  options: ChatWebOptions,
): Promise<void> {
  if (options.signal.aborted) return;
  const sessions = new Set<Promise<void>>();
  const answer: Answer = (request, { remoteAddr }) => {
    const { pathname } = new URL(request.url);
    if (pathname !== "/room") return file(request, pathname);
    if (sessions.size >= MOST) return new Response("the room is full\n", { status: 503 });
    return letIn(request, remoteAddr, (connection) => {
      const session = handler(connection, context)
        .catch((error) => context.log(`a browser failed: ${error.message}`))
        .finally(() => sessions.delete(session));
      sessions.add(session);
    });
  };
  await keepOpen(options, answer, context.log, () => Promise.all(sessions));
}

/**
 * Keeps the door open until the signal aborts. The runtime's server gives up at the first failed accept, and a full table of
 * descriptors (EMFILE) is such a failure; those who are inside stay there, and the door is opened again.
 */
async function keepOpen(
  options: ChatWebOptions,
  answer: Answer,
  log: (line: string) => void,
  left: () => Promise<unknown>,
): Promise<void> {
  const stopped = aborted(options.signal);
  let server = open(options, answer);
  const again = { ...options, port: server.addr.port, onListen: () => {/* it has been said */} };
  while (true) {
    const failure = await Promise.race([stopped, server.finished.catch((error: Error) => error)]);
    if (options.signal.aborted) break;
    const reason = failure instanceof Error
      ? failure.message.replace(/^Error: | \(os error \d+\)$/g, "")
      : "it ended";
    log(`cannot let browsers in for the moment: ${reason}`);
    const reopened = await reopen(again, answer);
    if (reopened === undefined) break;
    server = reopened;
  }
  await left();
  await server.shutdown().catch(() => {/* it had given up before */});
}

/** Opens the door again as soon as it can be; `undefined` when the signal aborts first. */
async function reopen(
  options: ChatWebOptions,
  answer: Answer,
): Promise<Deno.HttpServer<Deno.NetAddr> | undefined> {
  const { signal } = options;
  for (let pause = 10; !signal.aborted; pause = Math.min(2 * pause, 1000)) {
    await delay(pause, { signal }).catch(() => {/* asked to stop */});
    try {
      if (!signal.aborted) return open(options, answer);
    } catch {
      // no descriptor for it yet
    }
  }
  return undefined;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

type Answer = Deno.ServeHandler<Deno.NetAddr>;

/** On every address, or on those there are: a machine without IPv6 has no `::`. */
function open(
  options: ChatWebOptions,
  answer: Answer,
  hostname = options.hostname ?? "::",
): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({
      port: options.port,
      hostname,
      onListen: ({ hostname, port }) => options.onListen({ transport: "tcp", hostname, port }),
      onError: () => new Response("internal error\n", { status: 500 }),
    }, answer);
  } catch (cause) {
    if (cause instanceof Deno.errors.AddrInUse) {
      throw new Error(`Cannot listen on port ${options.port}: another program is using it`, { cause });
    }
    if (hostname === "::" && options.hostname === undefined) return open(options, answer, "0.0.0.0");
    throw new Error(`Cannot listen on port ${options.port}: ${(cause as Error).message}`, { cause });
  }
}

function file(request: Request, path: string): Response {
  const found = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
  if (!found) return new Response("not found\n", { status: 404 });
  if (request.method !== "GET" && request.method !== "HEAD") {
    return new Response("only GET\n", { status: 405 });
  }
  const [type, body] = found;
  return new Response(request.method === "HEAD" ? null : body, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-security-policy": POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-cache",
    },
  });
}

function letIn(
  request: Request,
  { hostname, port }: Deno.NetAddr,
  begin: (c: WebSocketConnection) => void,
): Response {
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return new Response("a WebSocket is expected here\n", { status: 426, headers: { upgrade: "websocket" } });
  }
  if (!isOwnOrigin(request)) return new Response("another site's page may not come in\n", { status: 403 });
  const { socket, response } = Deno.upgradeWebSocket(request);
  const local = { transport: "tcp", hostname: new URL(request.url).hostname, port: 0 } as const;
  const connection = new WebSocketConnection(socket, local, { transport: "tcp", hostname, port });
  socket.onopen = () => begin(connection);
  return response;
}

/** Programs that are no browser send no origin, and are no danger to a browser's user. */
function isOwnOrigin(request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin === null) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.get("host");
}
