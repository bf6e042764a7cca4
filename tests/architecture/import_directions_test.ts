import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join, relative } from "@std/path";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** What a service may be built from, besides its own folder. */
const BELOW_SERVICES = [
  "mod/bus",
  "mod/fs",
  "mod/io",
  "mod/net",
  "mod/numbers",
  "mod/process",
  "mod/trace",
  "mod/server/datagrams",
  "mod/server/service.ts",
  "mod/server/time_slice.ts",
  "mod/server/workers/compute",
];

/**
 * The house, room by room: what the files of a folder may import, besides their own folder and the standard
 * library. The most specific row counts; a `*` stands for each folder by itself. A folder without a row has
 * been forgotten: the test says so.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "main.ts": [
    "commands/registry.ts",
    "commands/pages",
    "commands/topics",
    "mod/cli",
    "mod/i18n",
    "mod/server/workers/isolate/is_child.ts",
    "mod/server/workers/isolate/run_as_child.ts",
  ],
  "commands": ["mod", "deno.json"],
  "mod/mod.ts": ["mod"],

  // Nothing of ours lies below these, but the words of what is said to people (EVERYWHERE).
  // An error of the runtime speaks the language of the system: what it means is told by its number.
  "mod/i18n": ["mod/net/errors/errno.ts"],
  "mod/net": [],
  "mod/numbers": [],
  "mod/process": [],
  "mod/process/rights": ["mod/net/errors/errno.ts"],
  "mod/process/tty": ["mod/net/descriptor/descriptor_calls.ts", "mod/net/descriptor/descriptor_poller.ts"],
  "mod/system": [],

  "mod/io": ["mod/net"],
  "mod/fs": ["mod/io", "mod/net"],
  "mod/bus": ["mod/net"],
  "mod/trace": ["mod/io/visible_text.ts", "mod/net"],
  "mod/trace/diagram": [
    "mod/i18n",
    "mod/io/escape_xml.ts",
    "mod/io/visible_text.ts",
    "mod/net/errors/errno.ts",
    "mod/trace",
  ],

  "mod/server": ["mod/io", "mod/net", "mod/process", "mod/trace"],
  "mod/server/service.ts": ["mod/net", "mod/trace"],
  "mod/server/datagrams": ["mod/io", "mod/net", "mod/trace"],
  "mod/server/modes": [
    "mod/net",
    "mod/process",
    "mod/server",
    "mod/trace",
  ],
  "mod/server/workers/compute": [
    "mod/net/connection/on_abort.ts",
    "mod/net/errors/system_error.ts",
    "mod/numbers/checkpoint.ts",
    "mod/server/workers/isolate/spawn_limiter.ts",
  ],
  "mod/server/workers/isolate": [
    "mod/io",
    "mod/net",
    "mod/process",
    "mod/server/line_handler.ts",
    "mod/server/service.ts",
    "mod/trace",
  ],
  "mod/server/workers/isolate/worker_entry.ts": ["mod/server"],

  "mod/http": [
    "mod/fs",
    "mod/i18n/french/to_french.ts",
    "mod/i18n/number_text.ts",
    "mod/io",
    "mod/net",
    "mod/server/semaphore.ts",
    "mod/server/service.ts",
    "mod/server/time_slice.ts",
    "mod/trace",
  ],
  // Gives up in a worker what it has no more need of.
  "mod/http/files/folder_service.ts": [
    "mod/fs/folder_calls.ts",
    "mod/http",
    "mod/io",
    "mod/net",
    "mod/process/permissions.ts",
    "mod/server/service.ts",
  ],
  "mod/http/server": [
    "mod/http",
    "mod/i18n/french/to_french.ts",
    "mod/net",
    "mod/server",
  ],
  "mod/services": BELOW_SERVICES,
  "mod/services/*": ["mod/services/serve_requests.ts", ...BELOW_SERVICES],
  "mod/services/chat/client": [
    "mod/cli",
    "mod/services/chat",
    "mod/services/dial_server.ts",
    "mod/terminal",
    ...BELOW_SERVICES,
  ],
  "mod/services/chat/web": ["mod/http", "mod/i18n", "mod/services/chat", ...BELOW_SERVICES],

  "mod/services/echo/client": ["mod/cli", "mod/services/echo", "mod/terminal", ...BELOW_SERVICES],
  "mod/services/prime/client": ["mod/cli", "mod/services/calc", "mod/services/prime", ...BELOW_SERVICES],

  "mod/relay/addresses/terminal": [
    "mod/fs",
    "mod/io/visible_text.ts",
    "mod/net",
    "mod/process",
    "mod/relay",
    "mod/terminal",
  ],
  "mod/relay": ["mod/fs", "mod/i18n", "mod/io/visible_text.ts", "mod/net", "mod/process", "mod/trace"],
  "mod/relay/help": ["mod/cli", "mod/i18n", "mod/process", "mod/relay"],

  "mod/lab/exercises": ["mod/net/errors/system_error.ts", "mod/cli", "mod/lab/runner"],
  "mod/lab/runner": [
    "mod/fs/temp_folder.ts",
    "mod/i18n",
    "mod/net/connection/on_abort.ts",
    "mod/net/errors/system_error.ts",
    "mod/net/port_owner/socket_table.ts",
    "mod/io/visible_text.ts",
    "mod/process",
    "mod/trace",
  ],
  "mod/lab/watch/exercise": ["mod/lab/watch/tracker", "mod/lab/watch/watch_event.ts", "mod/trace"],
  "mod/lab/watch/page": ["mod/http", "mod/lab/watch/recording.ts", "mod/net", "mod/server/service.ts"],
  "mod/lab/class": ["mod/fs", "mod/i18n", "mod/io", "mod/net"],
  "mod/lab/class/client": ["mod/fs", "mod/http/client", "mod/lab/class", "mod/net"],
  "mod/lab/class/web": [
    "mod/fs",
    "mod/http",
    "mod/io",
    "mod/lab/class",
    "mod/lab/watch/page",
    "mod/lab/watch/recording.ts",
    "mod/net",
  ],
  // Advice is given in the words that the checks have for each language.
  "mod/lab/watch/advice": [
    "mod/check/causes/program_language.ts",
    "mod/check/texts/hints.ts",
    "mod/lab/watch",
    "mod/net",
  ],
  "mod/lab/watch": ["mod/fs", "mod/i18n", "mod/io", "mod/net", "mod/process", "mod/trace"],
  "mod/lab/scenarios": ["mod/io", "mod/lab/runner/exercise.ts", "mod/net", "mod/process", "mod/server"],
  "mod/check": [
    "mod/i18n",
    "mod/io/csv_text.ts",
    "mod/io/escape_xml.ts",
    "mod/io/message_framing.ts",
    "mod/io/visible_text.ts",
    "mod/net",
    "mod/process",
    "mod/trace",
  ],
  // What a program did is told in the events of the recorder that the command has found.
  "mod/check/calls": [
    "mod/check",
    "mod/i18n",
    "mod/lab/watch/call_kinds.ts",
    "mod/lab/watch/watch_event.ts",
    "mod/net",
  ],
  "mod/check/all": [
    "mod/check",
    "mod/fs",
    "mod/i18n",
    "mod/io",
    "mod/lab/class/record/attempt.ts",
    "mod/lab/class/record/read_report.ts",
    "mod/net/connection/on_abort.ts",
    "mod/process",
  ],
  "mod/check/command": [
    "mod/check",
    "mod/cli",
    "mod/fs",
    "mod/http/client",
    "mod/i18n",
    "mod/io/visible_text.ts",
    "mod/lab/class/client",
    "mod/lab/class/student_name.ts",
    "mod/lab/watch/recorder",
    "mod/lab/watch/strace",
    "mod/lab/watch/watch_event.ts",
    "mod/net",
    "mod/terminal",
  ],
  "mod/check/reports": [
    "mod/check",
    "mod/i18n",
    "mod/io/csv_text.ts",
    "mod/io/escape_xml.ts",
    "mod/io/visible_text.ts",
    "mod/lab/watch/watch_event.ts",
  ],
  "mod/check/script": ["mod/check", "mod/cli/parse_command_line.ts", "mod/i18n", "mod/net"],

  "mod/cli": ["deno.json", "mod/i18n", "mod/io/visible_text.ts", "mod/process"],
  "mod/cli/markdown": ["mod/i18n", "mod/io/escape_xml.ts"],
  "mod/cli/manual": ["mod/cli", "mod/fs/write_text.ts", "mod/i18n"],
  "mod/terminal": [
    "mod/cli",
    "mod/i18n",
    "mod/io/visible_text.ts",
    "mod/net/connection/on_abort.ts",
    "mod/process/listen_for_signal.ts",
    "mod/trace",
  ],
};

/**
 * What every file may import: a message is made where something is found out, in every room, and every room may
 * have to do with the ways of the system.
 */
const EVERYWHERE = [
  "mod/i18n/locale.ts",
  "mod/i18n/message.ts",
  "mod/i18n/message_error.ts",
  "mod/i18n/text.ts",
  "mod/system",
];

/** Composition roots: they pull a program together in a new isolate, and nobody may import them. */
const NOBODY_IMPORTS = [
  "main.ts",
  "commands",
  "mod/server/workers/isolate/worker_entry.ts",
  "mod/server/workers/isolate/child_entry.ts",
];

interface Import {
  from: string;
  to: string;
  /** Whether only types are imported: nothing is left of such an import when the program runs. */
  onlyTypes: boolean;
}

Deno.test("imports run one way, from main down to the network", async () => {
  const imports = await localImports();
  assert(imports.length > 200, "hardly any import was found: the search must be broken");
  const wrong = imports.filter(({ from, to }) => !allowed(from, to));
  assertEquals(wrong.map(({ from, to }) => `${from} imports ${to}: ${advice(from, to)}`), []);
});

Deno.test("no module is imported in a circle", async () => {
  const edges = Map.groupBy((await localImports()).filter((each) => !each.onlyTypes), ({ from }) => from);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) {
      const circle = [...path.slice(path.indexOf(file)), file].join(" -> ");
      circles.push(`${circle}: move what two of these need into a file of its own, below both`);
    }
    if (done.has(file)) return;
    done.add(file);
    for (const { to } of edges.get(file) ?? []) visit(to, [...path, file]);
  };
  for (const file of edges.keys()) visit(file, []);
  assertEquals(circles, []);
});

function allowed(from: string, to: string): boolean {
  if (from === "main.ts") return isBelow(to, MAY_IMPORT["main.ts"]!);
  if (isBelow(to, NOBODY_IMPORTS) && !from.startsWith("commands/")) return false;
  const row = rowOf(from);
  return row !== undefined && isBelow(to, [roomOf(row, from), ...MAY_IMPORT[row]!, ...EVERYWHERE]);
}

/** The most specific row that is about a file. */
function rowOf(file: string): string | undefined {
  const rooms = Object.keys(MAY_IMPORT).map((row) => ({ row, room: roomOf(row, file) }));
  return rooms.filter(({ room }) => isBelow(file, [room])).sort((a, b) => b.room.length - a.room.length)[0]
    ?.row;
}

/** What somebody can do whose import is refused. */
function advice(from: string, to: string): string {
  if (isBelow(to, NOBODY_IMPORTS)) {
    return "nobody imports what pulls a program together; what both need belongs in a room of mod/, below both";
  }
  const row = rowOf(from);
  if (row === undefined) {
    const room = from.split("/").slice(0, 2).join("/");
    return `"${room}" is a room without a row: write one in MAY_IMPORT of this test, with all that it may import`;
  }
  const room = to.split("/").slice(0, 2).join("/");
  return `the row "${row}" of MAY_IMPORT does not have "${room}". Either the code belongs in ${room}, or what both need ` +
    `in a room below, or ${row} is meant to know ${room} from now on: then add it to the row`;
}

/**
 * The folder that a row means for this file: `mod/services/*` is `mod/services/echo` for what lies in there.
 */
function roomOf(row: string, file: string): string {
  const parent = row.slice(0, -"/*".length);
  if (!row.endsWith("/*") || !file.startsWith(`${parent}/`)) return row;
  const [folder, ...rest] = file.slice(parent.length + 1).split("/");
  return rest.length === 0 ? row : `${parent}/${folder}`;
}

function isBelow(file: string, folders: readonly string[]): boolean {
  return folders.some((folder) => file === folder || file.startsWith(`${folder}/`));
}

/**
 * `import … from "./x.ts"`, `export … from "./x.ts"` and `import("./x.ts")`; `type` in front of the braces
 * counts.
 */
const IMPORT = /(?:import|export)\s*(type\s)?(?:[\w*{},\s]+?from)?\s*\(?\s*"(\.[^"]+)"/g;

/** Every import of a file of ours by a file of ours, types included. */
async function localImports(): Promise<Import[]> {
  const found: Import[] = [];
  for await (const file of sourceFiles()) {
    const source = await Deno.readTextFile(join(ROOT, file));
    for (const [, types, specifier] of source.matchAll(IMPORT)) {
      const to = relative(ROOT, join(ROOT, file, "..", specifier!)).replaceAll("\\", "/");
      found.push({ from: file, to, onlyTypes: types !== undefined });
    }
  }
  return found;
}

async function* sourceFiles(folder = ""): AsyncGenerator<string> {
  if (folder === "") yield "main.ts";
  for (const path of folder === "" ? ["mod", "commands"] : await children(folder)) {
    if (path.endsWith(".ts")) yield path;
    else if (!path.includes(".")) yield* sourceFiles(path);
  }
}

async function children(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(join(ROOT, folder)));
  return entries.map((entry) => `${folder}/${entry.name}`).sort();
}
