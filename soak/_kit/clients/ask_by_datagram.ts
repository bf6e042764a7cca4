import type { ServerAddress } from "../servers/server_address.ts";

/**
 * Datagrams are allowed to get lost: how often the question is sent, and how many milliseconds
 * apart.
 */
const TRIES = 60;
const APART_MS = 1000;

/**
 * Asks by datagram until an answer comes.
 *
 * @throws {Error} when no try got one: that is a real loss, even for datagrams
 */
export async function askByDatagram(address: ServerAddress, question: string): Promise<string> {
  const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  using _open = { [Symbol.dispose]: () => socket.close() };
  const answer = socket.receive().then(([bytes]) => new TextDecoder().decode(bytes));
  answer.catch(() => {/* closed below, when nothing came */});
  for (let tries = 0; tries < TRIES; tries++) {
    await socket.send(new TextEncoder().encode(question), address as Deno.NetAddr).catch(
      () => {/* nobody is there */},
    );
    const { promise: late, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), APART_MS);
    const heard = await Promise.race([answer, late]).finally(() => clearTimeout(timer));
    if (heard !== undefined) return heard;
  }
  throw new Error(`${TRIES} datagrams were not answered`);
}

/** Sends a datagram that is not answered. */
export async function sendDatagram(address: ServerAddress, text: string): Promise<void> {
  const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  using _open = { [Symbol.dispose]: () => socket.close() };
  await socket.send(new TextEncoder().encode(text), address as Deno.NetAddr).catch(
    () => {/* nobody is there */},
  );
}
