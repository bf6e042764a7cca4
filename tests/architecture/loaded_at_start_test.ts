import { assert, assertEquals } from "@std/assert";
import { dirname, fromFileUrl, join, normalize } from "@std/path";
import config from "../../deno.json" with { type: "json" };

/**
 * What a start loads is what it costs (docs/performance.md, "Start-up"): a module that only one option needs, or only a
 * failure, is loaded when it is.
 */
const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** What `netlab echo serve` loads until it listens, besides what these import. */
const ECHO_SERVE = [
  "main.ts",
  "commands/echo/serve.ts",
  "mod/cli/parse_command_line.ts",
  "mod/server/modes/events.ts",
];

/** What it has no use for until then, and who has. */
const LATER: Readonly<Record<string, string>> = {
  "mod/cli/help.ts": "--help, and a mistake",
  "mod/net/libc.ts": "sockets of our own",
  "mod/net/udp": "--udp",
  "mod/server/check_serve_options.ts": "the library's serve()",
  "mod/server/datagrams": "--udp",
  "mod/services/echo/echo_handler.ts": "the first client",
  "commands/options/serve_datagrams.ts": "--udp",
  "std/async.ts": "more than std/async/delay.ts",
  "std/cli": "prompts",
  "std/path.ts": "commands with files",
  "std/text": "the library's serve(), and relay",
};

/** Imports and exports that are loaded with their file, not `import type`, and not `import("…")`. */
const STATIC = /^(?:import|export)\s+(?!type\b)(?:([\w*{},\s]+?)\s+from\s+)?"([^"]+)"/gm;

Deno.test("echo serve loads nothing before it listens that it has no use for yet", async () => {
  const loaded = await loadedWith(ECHO_SERVE);
  assert(loaded.size > 50, `hardly any module was found: ${[...loaded.keys()]}`);
  const early = [...loaded.keys()].flatMap((file) => {
    const place = Object.keys(LATER).find((each) => file === each || file.startsWith(`${each}/`));
    return place === undefined ? [] : [`${wayTo(file, loaded)} (for ${LATER[place]})`];
  });
  assertEquals(
    early,
    [],
    "load it where it is needed: const { … } = await import(…), or take what is needed into a file of its own",
  );
});

Deno.test("no module of what is loaded later has gone", async () => {
  for (const place of Object.keys(LATER)) await Deno.stat(join(ROOT, place));
});

/** All modules, each with one that imports it. */
async function loadedWith(start: readonly string[]): Promise<Map<string, string>> {
  const loaded = new Map(start.map((file) => [file, ""]));
  for (const file of loaded.keys()) { // those that are added are visited, too
    const source = await Deno.readTextFile(join(ROOT, file));
    for (const [, names = "", name] of source.matchAll(STATIC)) {
      const target = onlyTypes(names) ? undefined : targetOf(file, name!);
      if (target !== undefined && !loaded.has(target)) loaded.set(target, file);
    }
  }
  return loaded;
}

/** `{ type A, type B }` */
function onlyTypes(names: string): boolean {
  const inner = /^\{([^}]*)\}$/s.exec(names.trim())?.[1];
  return inner !== undefined &&
    inner.split(",").every((name) => name.trim() === "" || name.trim().startsWith("type "));
}

/** A file of ours; a package counts as the file of ours that imports it. */
function targetOf(file: string, name: string): string | undefined {
  if (name.startsWith(".")) return normalize(join(dirname(file), name)).replaceAll("\\", "/");
  const own = (config.imports as Record<string, string>)[name];
  return own?.startsWith("./") ? own.slice(2) : undefined;
}

/** `commands/echo/serve.ts > commands/options/serve_options.ts > mod/cli/help.ts` */
function wayTo(file: string, loaded: ReadonlyMap<string, string>): string {
  const before = loaded.get(file);
  return before === undefined || before === "" ? file : `${wayTo(before, loaded)} > ${file}`;
}
