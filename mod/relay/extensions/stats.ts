/** `--stats`: how much and how fast; a line that keeps changing on a terminal, and totals at the end. */
import { format as formatBytes } from "@std/fmt/bytes";
import type { SessionPlugin } from "./session_plugin.ts";
import type { RelayContext } from "../context.ts";
import type { Way } from "../filters/filter.ts";
import { copyTo } from "../filters/copy_to.ts";

/** The traffic in one direction. */
interface Count {
  bytes: number;
  blocks: number;
}

/** Counts all sessions together; the totals are said when the program ends. */
export function counting({ cleanups }: RelayContext): SessionPlugin {
  const counts: Record<Way, Count> = { ">": { bytes: 0, blocks: 0 }, "<": { bytes: 0, blocks: 0 } };
  const began = performance.now();
  let sessions = 0;
  const stopDrawing = draw(() => progressLine(counts, performance.now() - began));
  cleanups.add(() => {
    stopDrawing();
    const lines = totals(counts, sessions, performance.now() - began);
    say(`${lines.join("\n")}\n`);
  });
  return {
    filter: (way) => {
      if (way === ">") sessions++;
      return copyTo((bytes) => {
        counts[way].bytes += bytes.length;
        counts[way].blocks++;
      });
    },
  };
}

function draw(line: () => string): () => void {
  if (!Deno.stderr.isTerminal()) return () => {};
  const timer = setInterval(() => say(`\r\x1b[K${line()}`), 250);
  return () => {
    clearInterval(timer);
    say("\r\x1b[K");
  };
}

function progressLine(counts: Record<Way, Count>, ms: number): string {
  const part = (way: Way) => `${way} ${formatBytes(counts[way].bytes)} ${rate(counts[way].bytes, ms)}`;
  return `${part(">")}   ${part("<")}   ${(ms / 1000).toFixed(0)} s`;
}

/** The two or three lines at the end. */
export function totals(counts: Record<Way, Count>, sessions: number, ms: number): string[] {
  const part = (way: Way, name: string) =>
    `  ${name}: ${counts[way].bytes} bytes in ${counts[way].blocks} blocks, ${rate(counts[way].bytes, ms)}`;
  const seconds = (ms / 1000).toFixed(3);
  return [
    `netlab relay: ${seconds} s, ${sessions === 1 ? "1 session" : `${sessions} sessions`}`,
    part(">", "left to right"),
    part("<", "right to left"),
  ];
}

function rate(bytes: number, ms: number): string {
  return `${formatBytes(ms === 0 ? 0 : Math.round(bytes / ms * 1000))}/s`;
}

function say(text: string): void {
  try {
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  } catch {
    // Nobody reads it any more.
  }
}
