/** Whether Node's TLS finishes a handshake over our own stream: from Deno 2.9 on. */
export function hasNodeTls(runtime = Deno.version.deno): boolean {
  const [major = 0, minor = 0] = runtime.split(".").map(Number);
  return major > 2 || (major === 2 && minor >= 9);
}
