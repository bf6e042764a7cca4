import { assertEquals } from "@std/assert";
import { HistoryFile } from "../../../../mod/relay/addresses/terminal/history_file.ts";
import { Log } from "../../../../mod/relay/log.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

function quiet(said: string[] = []): Log {
  return new Log({ verbosity: 1, programName: "socat", write: (line) => said.push(line) });
}

Deno.test("a history keeps what others have added, is bounded, and belongs to its owner alone", () => {
  using folder = new TempFolder();
  const path = folder.write("history", "");
  if (Deno.build.os !== "windows") Deno.chmodSync(path, 0o666);
  const mine = HistoryFile.open(path, quiet())!;
  const theirs = HistoryFile.open(path, quiet())!;
  for (const line of ["one", "one", "", "two"]) mine.add(line);
  mine.save();
  theirs.add("three");
  theirs.save();
  assertEquals(Deno.readTextFileSync(path), "one\ntwo\nthree\n");
  if (Deno.build.os !== "windows") assertEquals(Deno.statSync(path).mode! & 0o777, 0o600);
  const busy = HistoryFile.open(path, quiet())!;
  assertEquals(busy.past, ["one", "two", "three"]);
  for (let line = 0; line < 1200; line++) busy.add(`line ${line}`);
  busy.save();
  const kept = Deno.readTextFileSync(path).split("\n");
  assertEquals([kept.length, kept[0], kept.at(-2)], [501, "line 700", "line 1199"]);
  assertEquals([...Deno.readDirSync(folder.path)].map(({ name }) => name), ["history"]);
});

Deno.test("a history of any size is read from its end", () => {
  using folder = new TempFolder();
  const path = `${folder.path}/history`;
  Deno.writeTextFileSync(path, `${"é".repeat(600_000)}\nlast\n`);
  assertEquals(HistoryFile.open(path, quiet())!.past, ["last"]);
});

Deno.test("a history that cannot be kept is a warning, and what was there stays", () => {
  using folder = new TempFolder();
  const said: string[] = [];
  assertEquals(HistoryFile.open(folder.path, quiet(said)), undefined);
  const history = HistoryFile.open(`${folder.path}/no/history`, quiet(said))!;
  history.add("one");
  history.save();
  assertEquals(said.map((line) => /history file ".*": ./.test(line)), [true, true]);
});
