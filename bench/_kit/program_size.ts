import { bundle } from "../../release/bundle/bundle.ts";
import type { Comparison, Row } from "./bench.ts";
import { summarise } from "./statistics.ts";

/** Smaller parts are shown as one, in bytes. */
const SMALL = 10 * 1024;

/**
 * The parts of the compiled program, largest first: the runtime, libraries, folders of the sources.
 */
export async function programSize(program: string): Promise<Comparison> {
  const { size } = await Deno.stat(program);
  const parts = await bundleParts();
  const embedded = sum(parts);
  const small = parts.filter(([, bytes]) => bytes < SMALL);
  const shown: Part[] = [
    ["the whole program", size],
    ["the runtime, with V8", size - embedded],
    ...parts.filter((part) => !small.includes(part)),
    [`${small.length} smaller parts`, sum(small)],
  ];
  const rows = shown.map(([candidate, bytes]): Row => ({
    candidate,
    command: "",
    figures: { KiB: summarise([bytes / 1024]) },
  }));
  return { name: "size, compiled", unit: "KiB", better: "lower", rounds: 1, load: [], rows };
}

type Part = readonly [name: string, bytes: number];

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, [, bytes]) => total + bytes, 0);
}

/**
 * How much of the bundle comes from where. Of each file, a module is credited with the share that it had
 * before it was made smaller.
 */
async function bundleParts(): Promise<Part[]> {
  const folder = await Deno.makeTempDir({ prefix: "netlab-bench-" });
  const sums = new Map<string, number>();
  try {
    for (const { code, modules } of await bundle(folder)) {
      const lengths = Object.entries(modules).map((
        [id, { renderedLength }],
      ): Part => [partOf(id), renderedLength]);
      const size = new TextEncoder().encode(code).length;
      if (sum(lengths) === 0) add(sums, "links between the files", size);
      else for (const [part, length] of lengths) add(sums, part, size * length / sum(lengths));
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return [...sums].sort(([, a], [, b]) => b - a);
}

function add(sums: Map<string, number>, part: string, bytes: number): void {
  sums.set(part, (sums.get(part) ?? 0) + bytes);
}

/** `mod/relay`, `commands`, or the library's name. */
function partOf(id: string): string {
  const path = id.replaceAll("\\", "/");
  const library = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  if (library !== undefined) return library;
  return /\/(mod\/\w+|commands(?:\/\w+(?=\/))?|exercises|std)\//.exec(path)?.[1] ?? "main";
}
