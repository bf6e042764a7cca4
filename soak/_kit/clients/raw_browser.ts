import { BadClient } from "./bad_client.ts";

/**
 * Asks for a WebSocket as the chat page itself does. @returns `undefined` when nobody is let in for the
 * moment
 */
export async function openWebSocket({ hostname, port }: Deno.NetAddr): Promise<BadClient | undefined> {
  const client = await BadClient.connect({ transport: "tcp", hostname, port });
  const here = `${hostname}:${port}`;
  await client?.write(
    `GET /room HTTP/1.1\r\nhost: ${here}\r\norigin: http://${here}\r\nupgrade: websocket\r\nconnection: Upgrade\r\n` +
      "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  return client;
}
