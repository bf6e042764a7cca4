import type { WatchCall } from "../watch_event.ts";

/** A call as a sentence names it: `recv(1024)`. */
export function callText({ call, wanted }: WatchCall): string {
  return `${call}(${wanted ?? ""})`;
}

/** A time of the recording: `1.204 s`. */
export function timeText(seconds: number): { readonly en: string; readonly fr: string } {
  const text = `${seconds.toFixed(3)} s`;
  return { en: text, fr: text.replace(".", ",") };
}

/** Where a socket is connected to, for a sentence. */
export function whoText({ remote, local }: Pick<WatchCall, "remote" | "local">): string {
  return remote ?? local ?? "?";
}
