import { assertEquals } from "@std/assert";
import { fromFileUrl, relative } from "@std/path";
import { describeAddress } from "../../../mod/relay/help/describe_address.ts";
import { toFrench } from "../../../mod/i18n/french/to_french.ts";
import { REFUSED_TYPES } from "../../../mod/relay/addresses/refused_types.ts";
import { allTypes } from "../../../mod/relay/addresses/registry.ts";
import { allOptions, findOption } from "../../../mod/relay/options/option_table.ts";
import { isTerminalMode } from "../../../mod/relay/options/terminal_options.ts";

/**
 * An option or an address of the relay has several places: the row of a table, the code that asks for it, a
 * reason where it is refused, the French of what it is, the page. Each of these tests knows one way to forget
 * one of them, and says where it goes.
 */
const ROOT = fromFileUrl(new URL("../../../", import.meta.url));
const RELAY = `${ROOT}mod/relay`;

interface Source {
  readonly path: string;
  readonly text: string;
}

function sources(folder: string): Source[] {
  return [...Deno.readDirSync(folder)].flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory
      ? sources(path)
      : [{ path: relative(ROOT, path), text: Deno.readTextFileSync(path) }];
  });
}

/** What does something with an option; that it takes a permission is not yet that. */
const readers = sources(RELAY)
  .filter(({ path }) => !/^mod\/relay\/((options|help|grammar)\/|required_permissions)/.test(path));

Deno.test("an option of the relay that is said to work is asked for somewhere", () => {
  const read = readers.map(({ text }) => text).join("\n");
  const unread = allOptions()
    // The modes of terminals are read as a group; that each is set, tests/relay/terminal tries.
    .filter((row) => row.support === "works" && !isTerminalMode(row) && !isRead(read, row.name))
    .map(({ name }) => name);
  assertEquals(
    unread,
    [],
    'nobody reads these options: ask for them where they have their effect, with options.flag("NAME"), .text or .number ' +
      '(mod/relay/addresses/…); or say in their row (mod/relay/options/…_options.ts) that they are "given" (how things are ' +
      'anyway), "advice" (no effect, with a warning) or "refused" (with the reason)',
  );
});

/** In a call, in a comparison, in a list of names, or as the key of a table. */
function isRead(text: string, name: string): boolean {
  const key = /^\w+$/.test(name) ? `(${name}|"${name}")` : `"${name}"`;
  return ["(", "[", ", ", "=== "].some((before) => text.includes(`${before}"${name}"`)) ||
    new RegExp(`^\\s+${key}:`, "m").test(text);
}

Deno.test("an option that nobody asks for would be found, however it is spelled", () => {
  const read = readers.map(({ text }) => text).join("\n");
  for (const name of ["nosuchoption", "no-such-option"]) {
    assertEquals(isRead(read, name), false, name);
    for (
      const asked of [
        `options.flag("${name}")`,
        `["${name}"]`,
        `[NAME, "${name}"]`,
        `how === "${name}"`,
        `  "${name}": 1,`,
      ]
    ) {
      assertEquals(isRead(asked, name), true, asked);
    }
  }
});

Deno.test("an option that the relay asks for stands in the table", () => {
  const asked = readers.flatMap(({ path, text }) =>
    [...text.matchAll(/options\??\.(?:flag|text|number|has)\("([^"]+)"\)/g)].map(([, name]) => ({
      path,
      name: name!,
    }))
  );
  assertEquals(asked.length > 50, true, "hardly any option is asked for: the search must be broken");
  assertEquals(
    asked.filter(({ name }) => findOption(name)?.name !== name).map(({ path, name }) => `${path}: ${name}`),
    [],
    "nobody can give these options: add a row with this name to mod/relay/options/ (transfer_options.ts, socket_options.ts " +
      "or process_options.ts), or ask for the name and not for one of its aliases",
  );
});

Deno.test("what the relay refuses has a reason", () => {
  assertEquals(
    [
      ...allOptions().filter(({ support, reason }) => support === "refused" && !reason).map(({ name }) =>
        name
      ),
      ...REFUSED_TYPES.filter(({ reason }) => reason === "").map(({ keywords }) => keywords[0]),
    ],
    [],
    "whoever types it wants to know why: give a reason in its row (mod/relay/options/ or mod/relay/addresses/refused_types.ts)",
  );
});

Deno.test("an address of the relay is there or refused, and not both", () => {
  const there = new Set(allTypes().flatMap(({ keyword, aliases }) => [keyword, ...aliases]));
  assertEquals(
    REFUSED_TYPES.flatMap(({ keywords }) => keywords).filter((keyword) => there.has(keyword)),
    [],
    "these have a row in mod/relay/addresses/inet_types.ts or local_types.ts: take them out of refused_types.ts",
  );
});

Deno.test("what an address is, is said in French too", () => {
  const english = allTypes().map((type) => describeAddress(type).meaning);
  assertEquals(
    english.filter((meaning) => toFrench(meaning) === String(meaning)),
    [],
    "--explain, the manual and the completion say these: add their French to mod/i18n/french/relay_addresses.ts, with " +
      "${names} for the parameters",
  );
});
