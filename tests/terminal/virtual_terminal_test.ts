import { assertEquals } from "@std/assert";
import { AreaPainter } from "../../mod/terminal/area_painter.ts";
import { graphemes } from "../../mod/terminal/graphemes.ts";
import { inputArea } from "../../mod/terminal/input_area.ts";
import { peerTest } from "../_kit/peers/peer.ts";
import { Terminal } from "../_kit/program/terminal.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { until } from "../_kit/until.ts";
import { VirtualTerminal } from "../_kit/terminal/virtual_terminal.ts";

/** What an input area and the texts around it write, and the widths that the window has meanwhile. */
function* session(): Generator<string | number> {
  const painter = new AreaPainter();
  const texts = [
    "Bonjour à tous",
    "日本語のテキスト",
    "the quick brown fox jumps over the lazy dog",
    "e\u0301te\u0301 👍",
  ];
  let columns = 40;
  for (const [index, width] of [40, 25, 60, 12, 33, 80, 21].entries()) {
    for (const text of texts) {
      yield `${painter.erase()}${text.repeat(index % 3 + 1)}\r\n`;
      const all = graphemes(`${text}\n${text}`.repeat(index % 2 + 1));
      const at = (index * 7) % (all.length + 1);
      const area = inputArea("Ginette> ", all.slice(0, at), all.slice(at), { columns, rows: 6 });
      yield painter.draw(area, columns);
    }
    if (width === columns) continue;
    columns = width;
    yield columns;
  }
}

peerTest("the terminal of the tests shows what tmux shows", ["tmux", "sh"], async () => {
  using folder = new TempFolder();
  const pipe = `${folder.path}/pipe`;
  await using tmux = await Terminal.start(
    ["sh", [
      "-c",
      `stty raw -echo; mkfifo ${pipe}; exec cat ${pipe}`,
    ]],
    40,
    24,
  );
  while (await Deno.stat(pipe).catch(() => undefined) === undefined) await tmux.screen();
  const file = await Deno.open(pipe, { write: true });
  const ours = new VirtualTerminal(40, 24);
  for (const each of session()) {
    if (typeof each === "number") {
      await tmux.resize(each);
      ours.resize(each);
    } else {
      await file.write(new TextEncoder().encode(each));
      ours.write(each);
    }
    const rows = () => ours.everything.filter((row) => row !== "");
    await until(async () => same(await tmux.everything(), rows()))
      .catch(async () => assertEquals(await tmux.everything(), rows()));
  }
  assertEquals(ours.unknown, []);
  file.close();
});

function same(one: string[], other: string[]): boolean {
  return one.join("\n") === other.join("\n");
}
