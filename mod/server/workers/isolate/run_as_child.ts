import { dieWithParent } from "../../../process/die_with_parent.ts";
import { ignoreSignals, ignoreStraySignals } from "../../../process/stray_signals.ts";
import { signalSystem } from "../../../process/stop_signals.ts";
import { ServiceHost } from "./service_host.ts";
import type { MessageToHost } from "./message.ts";
import { encodeMessage, MessageDecoder } from "./message_codec.ts";

/**
 * Hosts a service until the parent says goodbye or is gone. Never returns: the process ends.
 *
 * Messages come on standard input and go to standard output; anything a handler prints goes to
 * standard error instead, so that it cannot get mixed in.
 */
export async function runAsChild(): Promise<never> {
  console.log = console.info = console.debug = console.error;
  dieWithParent();
  ignoreStraySignals();
  // The parent is the one that is asked to stop; it tells us when it is our turn.
  ignoreSignals(signalSystem().stops);
  const host = new ServiceHost((message) => {
    writeAll(encodeMessage(message));
    if (message.type === "bye") Deno.exit(0);
  });
  reportCrashes(host);
  const decoder = new MessageDecoder();
  const buffer = new Uint8Array(64 * 1024);
  for (let length = await Deno.stdin.read(buffer); length !== null; length = await Deno.stdin.read(buffer)) {
    for (const message of decoder.push(buffer.subarray(0, length))) host.receive(message as MessageToHost);
  }
  Deno.exit(0);
}

/** Synchronous, so that messages keep their order and nothing is lost when the process ends right after. */
function writeAll(bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    try {
      written += Deno.stdout.writeSync(bytes.subarray(written));
    } catch {
      Deno.exit(1); // the parent is gone
    }
  }
}

function reportCrashes(host: ServiceHost): void {
  const crash = (error: unknown) => {
    host.crash(error);
    Deno.exit(70);
  };
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    crash(event.error ?? event.message);
  });
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    crash(event.reason);
  });
}
