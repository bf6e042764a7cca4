/** The answer to a client's key (RFC 6455, section 4.2.2): proof that the server speaks WebSocket. */
export async function acceptKey(key: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-1", bytes))));
}
