import { runtimeIsFrom } from "../../system/runtime_version.ts";

/** Whether Node's TLS finishes a handshake over our own stream: from Deno 2.9 on. */
export function hasNodeTls(runtime?: string): boolean {
  return runtimeIsFrom("2.9", runtime);
}
