/** What a stranger can do to a port with nothing but a socket, and what the system's own tools say of it. */
import { runCommand } from "../_kit/program/run.ts";
import { pause } from "../_kit/until.ts";

/** Connects to this machine. */
export function connect(port: number): Promise<Deno.TcpConn> {
  return Deno.connect({ hostname: "127.0.0.1", port });
}

/** Says everything, half-closes, and hears the answer to its end. A server that ends early is no error. */
export async function exchange(port: number, said: string | Uint8Array): Promise<string> {
  using socket = await connect(port);
  const saying = sayAll(socket, said).then(() => socket.closeWrite()).catch(
    () => {/* it has heard enough */},
  );
  const heard = await hearAll(socket);
  await saying;
  return heard;
}

/** Writes all of it. */
export async function sayAll(socket: Deno.TcpConn, said: string | Uint8Array): Promise<void> {
  const bytes = typeof said === "string" ? new TextEncoder().encode(said) : said;
  for (let at = 0; at < bytes.length;) at += await socket.write(bytes.subarray(at));
}

/** What comes until the other side has said everything, or breaks off. */
export async function hearAll(socket: Deno.TcpConn): Promise<string> {
  return await hear(socket, () => false);
}

/**
 * What comes until it is enough, or until the other side ends. Fails when neither has happened after half a
 * minute.
 */
export async function hear(socket: Deno.TcpConn, enough: (heard: string) => boolean): Promise<string> {
  const buffer = new Uint8Array(65_536);
  const decoder = new TextDecoder();
  let heard = "";
  let patient = true;
  const timer = setTimeout(() => {
    patient = false;
    socket.close();
  }, 30_000);
  try {
    while (!enough(heard)) {
      const length = await socket.read(buffer);
      if (length === null) break;
      heard += decoder.decode(buffer.subarray(0, length), { stream: true });
    }
  } catch {
    // Broken off: what was heard until then counts.
  } finally {
    clearTimeout(timer);
  }
  if (!patient) throw new Error(`Neither enough nor the end after 30 s; heard: ${heard.slice(-1000)}`);
  return heard;
}

/** What `ss` says of the socket that listens: clients in its queue, and the length of the queue. */
export async function queueOf(port: number): Promise<{ waiting: number; length: number }> {
  const { stdout } = await runCommand("ss", ["-Hltn", `sport = :${port}`]);
  const [, waiting, length] = stdout.trim().split(/\s+/).map(Number);
  return { waiting: waiting!, length: length! };
}

/** Tries until it is so; fails with what it saw last. */
export async function until<T>(
  look: () => Promise<T> | T,
  is: (seen: T) => boolean,
  seconds = 20,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  while (true) {
    const seen = await look();
    if (is(seen)) return seen;
    if (performance.now() > deadline) {
      throw new Error(`It never came to that; seen last: ${JSON.stringify(seen)}`);
    }
    await pause(25);
  }
}
