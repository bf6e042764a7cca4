import { assert, assertEquals } from "@std/assert";
import { msg, verbatim } from "../../mod/i18n/message.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import type { ReadlineOptions } from "../../mod/terminal/readline.ts";
import { TerminalReadline } from "../../mod/terminal/terminal_readline.ts";
import { FakeClock } from "../_kit/fake_clock.ts";
import { fc, property } from "../_kit/property.ts";
import { FakeTerminal } from "../_kit/terminal/fake_terminal.ts";

/** A readline in a terminal of that size, and the lines that were entered. */
class Desk implements AsyncDisposable {
  readonly terminal: FakeTerminal;
  readonly readline: TerminalReadline;
  readonly entered: string[] = [];
  ended: Promise<unknown>;

  constructor(options: ReadlineOptions = {}, columns = 40, rows = 10, breaksRows = true) {
    this.terminal = new FakeTerminal(columns, rows, breaksRows);
    this.readline = new TerminalReadline(this.terminal.context, options);
    this.ended = this.#listen().catch((error) => error);
  }

  async #listen(): Promise<void> {
    for await (const line of this.readline.lines()) this.entered.push(line);
  }

  /** Types each of these, one after the other. */
  async type(...texts: string[]): Promise<string[]> {
    for (const text of texts) {
      this.terminal.type(text);
      await this.terminal.idle();
    }
    return this.terminal.screen;
  }

  /** @param clock lets so much time pass that nobody seems to be dragging the window */
  async resize(columns: number, clock?: FakeClock): Promise<string[]> {
    this.terminal.resize(columns);
    this.readline.prompt(verbatim("> ")); // as SIGWINCH does
    await this.terminal.idle();
    assertEquals(this.terminal.modes.cursor, false);
    await clock?.tick(1000);
    if (clock !== undefined) assertEquals(this.terminal.modes.cursor, true);
    return this.terminal.everything;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.readline[Symbol.asyncDispose]();
    await this.terminal.idle();
    assertEquals(this.terminal.unknown, []);
    assertEquals(this.terminal.modes, { pasteMarks: false, wraps: true, cursor: true });
  }
}

const asking = { manyLines: (count: number) => msg`Say these ${count} lines? (y: yes, n: no, e: edit) ` };
const paste = (text: string) => `\x1b[200~${text}\x1b[201~`;

Deno.test("a terminal has been given back when its readline is disposed of, however slow it is", async () => {
  const written: string[] = [];
  const raw: boolean[] = [];
  const slow = async (text: string) => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
    written.push(text);
  };
  const context = {
    stdin: { setRaw: (on: boolean) => raw.push(on) },
    stdout: { write: slow, columns: () => 80 },
    translate: (text: string) => text,
  } as unknown as CommandContext;
  const readline = new TerminalReadline(context, {});
  readline.prompt(verbatim("calc> "));
  const givenBack = readline[Symbol.asyncDispose]();
  readline.prompt(verbatim("too late> "));
  await givenBack;
  await slow("");
  written.pop();
  assertEquals([raw, written.at(-1)], [[true, false], "\r\x1b[K\x1b[C\x1b[J\r\x1b[?2004l"]);
});

Deno.test("a terminal's readline draws its own prompt from the start", async () => {
  for (
    const [prompt, row] of [[undefined, "> "], [verbatim(""), ""], [verbatim("nom ? "), "nom ? "]] as const
  ) {
    await using desk = new Desk(prompt === undefined ? {} : { prompt });
    await desk.type();
    await desk.terminal.idle();
    assertEquals(desk.terminal.beforeCursor, row);
  }
});

Deno.test("a line that is longer than a row goes on in the next, and scrolls nothing but what is above", async () => {
  await using desk = new Desk({}, 20, 6);
  for (let line = 0; line < 8; line++) await desk.readline.show(`line ${line}`);
  const screen = await desk.type("0123456789abcdefghijklmnop");
  assertEquals(screen, ["line 4", "line 5", "line 6", "line 7", "> 0123456789abcdefg", "hijklmnop"]);
  assertEquals(await desk.type("\x15"), ["line 4", "line 5", "line 6", "line 7", ">"]);
  assertEquals(desk.terminal.everything.length, 9);
});

Deno.test("a text that is longer than the screen takes half of it, and is entered whole", async () => {
  await using desk = new Desk({}, 20, 8);
  const long = Array.from({ length: 60 }, (_, index) => `w${index}`).join(" ");
  await desk.readline.show("printed");
  const screen = await desk.type(long);
  assertEquals([screen.length, screen[0]], [5, "printed"]);
  assert(screen.at(-1)!.endsWith("w59"));
  await desk.type("\r");
  assertEquals(desk.entered, [long]);
  assertEquals(desk.terminal.lines, ["printed", `> ${long}`, ">"]);
});

for (const breaksRows of [true, false]) {
  for (const dragged of [true, false]) {
    const kind = `in a terminal that ${breaksRows ? "breaks" : "cuts"} rows, ${
      dragged ? "at once" : "with pauses"
    }`;
    Deno.test(`no ghost is left by a window that gets narrower or wider, ${kind}`, async () => {
      using clock = new FakeClock();
      await using desk = new Desk({}, 40, 20, breaksRows);
      await desk.readline.show("above");
      await desk.type("the quick brown fox jumps over the lazy dog again and again");
      for (const columns of [30, 17, 60, 9, 8, 25, 100, 23]) {
        const all = await desk.resize(columns, dragged ? undefined : clock);
        const rows = all.slice(1).join("").replaceAll(" ", "");
        assertEquals(all[0], "above");
        assertEquals(rows, ">thequickbrownfoxjumpsoverthelazydogagainandagain");
      }
      await clock.tick(1000);
      await desk.type("\x01", "\r");
      assertEquals(desk.entered.length, 1);
    });
  }
}

/** What happens at a terminal: somebody speaks, something is typed, or the window gets another width. */
const happenings = fc.array(
  fc.oneof(
    fc.record({ show: fc.string({ unit: "binary-ascii", maxLength: 60 }).map(visible) }),
    fc.record({
      type: fc.constantFrom(
        "a",
        "word ",
        "\x1b[D",
        "\x01",
        "\x05",
        "\x7f",
        "日本",
        "é",
        "👍",
        "\x1b\r",
        "\x17",
      ),
    }),
    fc.record({ columns: fc.integer({ min: 12, max: 90 }), calm: fc.boolean() }),
  ),
  { maxLength: 40 },
);

function visible(text: string): string {
  return text.replace(/\P{L}/gu, "x").trimEnd();
}

property(
  "whatever is printed, typed and resized, what was printed is whole and the input stands once below",
  happenings,
  async (all) => {
    using clock = new FakeClock();
    await using desk = new Desk(asking, 50, 12);
    const printed: string[] = [];
    for (const each of all) {
      if ("show" in each) {
        await desk.readline.show(each.show);
        printed.push(each.show);
      } else if ("type" in each) await desk.type(each.type);
      else if (each.columns !== desk.terminal.columns) {
        await desk.resize(each.columns, each.calm ? clock : undefined);
      }
    }
    const shown = desk.terminal.lines;
    // The input's own rows are not joined: each was ended here.
    assertEquals(shown.slice(0, printed.length), printed);
    assert(shown.length - printed.length <= 6, shown.join("\n"));
    await desk.type("\r", "\x15");
    const entered = desk.entered.map((line) => `> ${line}`.trimEnd());
    assertEquals(desk.terminal.lines, [...printed, ...entered, ">"].map((line) => line.trimEnd()));
  },
  { runs: 60 },
);

Deno.test("lines that are composed are entered together", async () => {
  await using desk = new Desk(asking);
  const screen = await desk.type("un", "\x1b\r", "deux", "\n", "trois");
  assertEquals(screen, ["> un", "> deux", "> trois"]);
  assertEquals(desk.entered, []);
  await desk.type("\r");
  assertEquals([desk.entered, desk.terminal.screen], [["un", "deux", "trois"], [
    "> un",
    "> deux",
    "> trois",
    ">",
  ]]);
  await desk.type("\x1b[A");
  assertEquals(desk.terminal.screen.slice(3), ["> un", "> deux", "> trois"]);
});

for (
  const [answer, entered, left] of [
    ["y", ["x un", "deux"], ""],
    ["o", ["x un", "deux"], ""],
    // By habit, after a paste: it is no answer.
    ["\r", [], undefined],
    ["n", [], "x "],
    ["\x03", [], "x "],
    ["e", [], "x un\ndeux"],
    ["m", [], "x un\ndeux"],
    ["z\x1b[A", [], undefined],
  ] as const
) {
  Deno.test(`a paste of several lines asks, and the answer is ${JSON.stringify(answer)}`, async () => {
    await using desk = new Desk(asking, 60);
    const screen = await desk.type("x ", paste("un\r\ndeux\r\n"));
    const asked = ["> x un", "> deux", "Say these 2 lines? (y: yes, n: no, e: edit)"];
    assertEquals([screen, desk.entered], [asked, []]);
    await desk.type(answer);
    assertEquals(desk.entered, [...entered]);
    if (left === undefined) assertEquals(desk.terminal.screen, asked);
    else if (left !== "") {
      assertEquals(desk.terminal.screen.map((row) => row.slice(2)).join("\n"), left.trim());
    }
  });
}

Deno.test("a paste of one line is edited before it is entered", async () => {
  await using desk = new Desk(asking);
  assertEquals(await desk.type(paste("salut\r"), "!"), ["> salut!"]);
  assertEquals(desk.entered, []);
});

Deno.test("pasted lines are entered as they come where nobody else hears them", async () => {
  await using desk = new Desk();
  await desk.type(paste("1+1\n2+2\n3"));
  assertEquals([desk.entered, desk.terminal.screen.at(-1)], [["1+1", "2+2"], "> 3"]);
});

Deno.test("a paste of more than can be taken is refused whole, and what was typed stays", async () => {
  for (const many of ["x\n".repeat(1001) + "x", "x".repeat(300_000)]) {
    await using desk = new Desk(asking, 100);
    const screen = await desk.type("draft", paste(many), ...Array(60).fill(""));
    assertEquals([desk.entered, screen.length, screen.at(-1)], [[], 2, "> draft"]);
  }
});

Deno.test("Ctrl-R finds what was entered, Enter takes it, Ctrl-G leaves what was typed", async () => {
  await using desk = new Desk({ past: ["Salut Roger", "au revoir"] });
  assertEquals(await desk.type("dra", "\x12", "sal"), ['search "sal": Salut Roger']);
  assertEquals(await desk.type("x"), ['nothing with "salx": Salut Roger']);
  assertEquals(await desk.type("\x07", "ft"), ["> draft"]);
  await desk.type("\x12", "sal", "\r");
  assertEquals([desk.entered, desk.terminal.screen], [["Salut Roger"], ["> Salut Roger", ">"]]);
});

Deno.test("Tab finishes a word, or shows what it may become", async () => {
  const words = ["/help", "/history", "/who"];
  const complete = (text: string) => words.filter((word) => text !== "" && word.startsWith(text));
  await using desk = new Desk({ complete });
  assertEquals(await desk.type("/w", "\t", "x"), ["> /who x"]);
  assertEquals(await desk.type("\x15", "/h", "\t"), ["/help  /history", "> /h"]);
});

Deno.test("Ctrl-C clears the line first and ends the program then", async () => {
  await using desk = new Desk();
  assertEquals(await desk.type("typed", "\x03"), [">"]);
  assertEquals(await desk.type("\x19"), ["> typed"]);
  await desk.type("\x03", "\x03");
  assertEquals(String(await desk.ended), "SignalExit: ended by SIGINT");
});

Deno.test("Ctrl-L begins again on an empty screen", async () => {
  await using desk = new Desk();
  await desk.readline.show("printed");
  assertEquals(await desk.type("typed", "\x0c"), ["> typed"]);
});

Deno.test("a paste whose end is lost does not take the terminal", async () => {
  await using desk = new Desk(asking, 60);
  await desk.type("\x1b[200~salut", "\r");
  while (desk.terminal.screen[0] === ">") await new Promise((resolve) => setTimeout(resolve, 50));
  assertEquals(desk.terminal.screen, ["> salut"]);
  await desk.type("!", "\r");
  assertEquals(desk.entered, ["salut!"]);
});

Deno.test("keys are read while somebody is busy with the last line", async () => {
  const terminal = new FakeTerminal(40, 10);
  await using readline = new TerminalReadline(terminal.context, {});
  const lines = readline.lines();
  const first = lines.next();
  for (const text of ["un\r", "deux\r", "tro"]) {
    terminal.type(text);
    await terminal.idle();
  }
  assertEquals(terminal.screen, ["> un", "> deux", "> tro"]);
  assertEquals([(await first).value, (await lines.next()).value], ["un", "deux"]);
});

Deno.test("lines that are held when they are entered are shown by whoever takes them", async () => {
  await using desk = new Desk({ holdsEntered: true });
  assertEquals(await desk.type("one\r", "tw"), ["> tw"]);
  assertEquals(desk.entered, ["one"]);
  await desk.readline.show("said: one");
  assertEquals(await desk.type("o"), ["said: one", "> two"]);
});

Deno.test("lines go back into the input, before what is typed there", async () => {
  await using desk = new Desk(asking);
  desk.readline.restore("lost");
  assertEquals(await desk.type(" again\r"), ["> lost again", ">"]);
  await desk.type("typed", "\x1b[D");
  desk.readline.restore("one\ntwo");
  assertEquals((await desk.type("!", "\r")).slice(1), ["> one", "> two", "> type!d", ">"]);
  assertEquals(desk.entered, ["lost again", "one", "two", "type!d"]);
});

Deno.test("lines that go back while it is asked whether a paste is meant are still there after a no", async () => {
  await using desk = new Desk(asking);
  await desk.type("typed", paste("a\nb"));
  desk.readline.restore("lost");
  await desk.type("n", "\r");
  assertEquals(desk.entered, ["lost", "typed"]);
});
