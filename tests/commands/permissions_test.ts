import { assert, assertEquals } from "@std/assert";
import type { AnyCommand } from "../../mod/cli/command.ts";
import { everyPermission, keptPermissions, permissionReasons } from "../../mod/cli/permission_table.ts";
import { parseCommandLine } from "../../mod/cli/parse_command_line.ts";
import { PERMISSIONS } from "../../mod/process/permissions.ts";
import { allCommands } from "../_kit/texts/help_texts.ts";

/** What is kept, from source: the runtime then reads the modules of workers and children. */
const CASES: readonly [line: string, kept: string][] = [
  ["echo serve", ""],
  ["echo serve --mode iterative", ""],
  ["echo serve --udp", "net"],
  ["echo serve --mode thread", "read"],
  ["echo serve --mode process", "read run"],
  ["echo serve --mode symmetric", "net read ffi"],
  ["echo connect localhost 1", "net"],
  ["files serve", "read"],
  ["files serve --upload", "read write"],
  ["files serve --upload-only", "read write"],
  ["files serve --manage", "read write"],
  ["files serve --mode process", "read run"],
  ["files get localhost 1 a.txt", "net read write"],
  ["files get localhost 1 a.txt -o -", "net"],
  ["files get http://localhost/a.txt", "net read write sys"],
  ["files put a.txt http://localhost/", "net read write sys"],
  ["files share a.txt", "read"],
  ["files share -", "read write"],
  ["files receive", "read write"],
  ["files serve --accounts a.accounts", "read write"],
  ["files passwd a.accounts anna", "read write"],
  ["files passwd a.accounts --list", "read"],
  ["chat serve", ""],
  ["chat serve --history talk.db", "read"],
  ["chat serve --web", ""],
  ["chat serve --bus nats://localhost", "net"],
  ["chat join localhost 1", "net"],
  ["chat talk localhost 1", "net"],
  ["prime serve", "read"],
  ["prime serve --udp", "net read"],
  ["prime ask localhost 1 7", "net"],
  ["calc serve", "read"],
  ["calc ask localhost 1 1+1", "net"],
  ["kv serve", ""],
  ["kv serve --udp", "net"],
  ["kv serve --bus nats://localhost", "net"],
  ["kv serve --store keys.db", "read"],
  ["kv ask localhost 1 ping", "net"],
  ["lab list", "read"],
  ["lab diagram a.jsonl", "read"],
  ["lab diagram a.jsonl -o a.svg", "read write"],
  ["lab serve", ""],
  ["lab class --dir class", "read write"],
  ["lab show E1", "read"],
  ...[
    "lab run E1",
    "lab modes",
    "check all programs --service echo",
    ...["echo", "files", "chat", "talk", "time", "prime", "calc", "http"].map((each) =>
      `check ${each} --list`
    ),
    "check script a.json --connect localhost:1",
    "lab watch --run x",
    "check kv --protocol means --list",
  ]
    .map((line) => [line, "net read write run env sys ffi import"] as [string, string]),
  ["check summary a.json", "read"],
  ["completions bash", "read"],
];

for (const [line, wanted] of CASES) {
  Deno.test(`netlab ${line} keeps ${wanted || "nothing"}`, async () => {
    const command = await find(line);
    const given = parseCommandLine(command, line.split(" ").slice(command.name.split(" ").length));
    assertEquals(keptPermissions(command.permissions, given as never).permissions.join(" "), wanted);
  });
}

Deno.test("every command is among those whose permissions are tried", async () => {
  const tried = (name: string) => CASES.some(([line]) => `${line} `.startsWith(`${name} `));
  const left = (await allCommands()).map(({ name }) => name).filter((name) => !tried(name));
  assertEquals(left, [], "write a line for each into CASES of this test, with what it keeps");
});

Deno.test("every server gives up what it does not need once it listens, not before", async () => {
  for (const command of await allCommands()) {
    const serves = command.name.endsWith(" serve") ||
      ["files share", "files receive", "lab class"].includes(command.name);
    assertEquals(
      command.dropsPermissionsLater ?? false,
      serves || command.name === "chat talk",
      `${command.name}: a server has dropsPermissionsLater: true, and no other command has`,
    );
  }
});

Deno.test("every permission that is kept has its reason", async () => {
  for (const { name, permissions } of await allCommands()) {
    for (const permission of Object.keys(permissions) as (keyof typeof permissions)[]) {
      for (const reason of permissionReasons(permissions, permission)) {
        assert(reason.why.length > 3, `${name} keeps ${permission}, but why?`);
        assertEquals(
          reason.when === undefined,
          reason.if === undefined,
          `${name} ${permission}: when and if`,
        );
      }
    }
  }
});

Deno.test("a device among the files keeps everything, because the runtime wants everything for it", () => {
  const table = { read: { why: "the file", files: ({ file }: { file: string }) => [file] } };
  assertEquals(keptPermissions(table, { file: "/etc/hostname" }).permissions, ["read"]);
  assertEquals(keptPermissions(table, { file: "/dev/null" }).permissions, ["read"]);
  if (Deno.build.os === "windows") return;
  assertEquals(keptPermissions(table, { file: "/dev/fd/63" }).permissions, PERMISSIONS);
});

Deno.test("everything() is every permission", () => {
  assertEquals(keptPermissions(everyPermission("a reason"), {}).permissions, PERMISSIONS);
});

async function find(line: string): Promise<AnyCommand> {
  const found = (await allCommands()).find(({ name }) => `${line} `.startsWith(`${name} `));
  assert(found !== undefined, `there is no command in "${line}"`);
  return found;
}
