import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { planAddress } from "../../../mod/relay/address_plan.ts";
import { changeMode } from "../../../mod/relay/terminal/change_modes.ts";
import { parseAddress, type SingleAddress } from "../../../mod/relay/grammar/address.ts";
import { GrammarError } from "../../../mod/relay/grammar/grammar_error.ts";
import { Options } from "../../../mod/relay/options/options.ts";
import { isTerminalMode, TERMINAL_OPTIONS } from "../../../mod/relay/options/terminal_options.ts";
import { TerminalModes } from "../../../mod/process/tty/terminal_modes.ts";
import { Terminals } from "../../../mod/process/tty/terminals.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";

const MODES = TERMINAL_OPTIONS.filter(isTerminalMode);
const LENGTH = { linux: 44, darwin: 72 };
const NOT_ON_MACOS = ["iuclc", "olcuc", "xcase", "vswtc"];

for (const os of ["linux", "darwin"] as const) {
  Deno.test(`every mode of terminals changes the record of ${os}, and only its own part of it`, () => {
    for (const { name, kind } of MODES.filter((row) => os === "linux" || !NOT_ON_MACOS.includes(row.name))) {
      // One of the two begins from nothing, the other from everything: what is a value already is one of them.
      const changed = [0, 0xff].map((fill) => {
        const modes = new TerminalModes(new Uint8Array(LENGTH[os]).fill(fill), os);
        if (os === "darwin" && fill === 0xff) modes.setSpeed(9600);
        const before = modes.record;
        changeMode(modes, name, kind === "byte" ? 3 : kind === "integer" ? 2 : true);
        if (kind === "flag" && fill === 0) {
          assertNotEquals(modes.record, before, `${os} ${name}`);
          changeMode(modes, name, false);
          assertEquals(modes.record, before, `${os} ${name}=0`);
        }
        return modes.record.some((byte, index) => byte !== before[index]);
      });
      assert(changed[0] || changed[1] || kind === "flag", `${os} ${name} has no effect`);
    }
  });
}

/** What `stty` of the system says after an option, and after it is turned off. */
const SEEN: readonly [option: string, on: RegExp, off?: RegExp][] = [
  ...("brkint icrnl ignbrk igncr ignpar imaxbel inlcr inpck istrip iuclc ixany ixoff ixon parmrk " +
    "ocrnl ofdel ofill olcuc onlcr onlret onocr opost cstopb parodd hupcl clocal crtscts " +
    "isig icanon xcase echo echok echonl flusho noflsh tostop iexten echoe echoctl echoprt echoke")
    .split(" ").map((name): [string, RegExp, RegExp] => [
      name,
      new RegExp(`(^|\\s)${name}\\b`),
      new RegExp(`\\s-${name}\\b`),
    ]),
  ...["nl1", "cr1", "cr2", "cr3", "tab1", "tab2", "tab3", "bs1", "vt1", "ff1"].map((
    name,
  ): [string, RegExp] => [name, new RegExp(`\\s${name}\\b`)]),
  ["crdly=2", /\scr2\b/],
  ["tabdly=1", /\stab1\b/],
  ["b9600", /speed 9600 baud/],
  ["b4000000", /speed 4000000 baud/],
  ["ospeed=115200", /(speed|ospeed) 115200/],
  ["intr=1", /\sintr = \^A;/],
  ["eof=2", /\seof = \^B;/],
  ["susp=3", /susp = \^C;/],
  ["min=7", /min = 7;/],
  ["time=5", /time = 5;/],
  ["raw", /-icanon[^]*min = 1|min = 1[^]*-icanon/],
  ["rawer", /(?=[^]*cs8)(?=[^]*-echo\b)(?=[^]*-opost)(?=[^]*cread)(?=[^]*speed 38400)/],
  ["cfmakeraw", /(?=[^]*-isig)(?=[^]*-echo\b)(?=[^]*-ixon)/],
  ["raw,echo=0,sane", /(?=[^]*\sicanon)(?=[^]*\secho\s)(?=[^]*\sonlcr)/],
];

Deno.test({
  name: "the modes of a terminal are what stty of the system shows",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using terminals = Terminals.use()!;
    for (const [option, on, off] of SEEN) {
      assertMatch(await shown(terminals, option), on, option);
      if (off !== undefined) assertMatch(await shown(terminals, `${option}=0`), off, `${option}=0`);
    }
  },
});

function assertMatch(text: string, pattern: RegExp, option: string): void {
  assert(pattern.test(text), `${option}: ${text}`);
}

async function shown(terminals: Terminals, text: string): Promise<string> {
  const address = parseAddress(`PTY,${text}`) as SingleAddress;
  const options = Options.read(address, { keyword: "pty", groups: ["termios"] });
  const { master, path } = terminals.make();
  const slave = terminals.calls.open(path);
  try {
    terminals.change(slave, (modes) => {
      for (const [name, value] of options.all) changeMode(modes, name, value);
    });
    const { stdout } = await new Deno.Command("stty", { args: ["-F", path, "-a"] }).output();
    return new TextDecoder().decode(stdout);
  } finally {
    terminals.calls.close(slave);
    master.close();
  }
}

const REFUSED: readonly [address: string, sentence: string][] = [
  ["SYSTEM:cat,raw", 'option "raw" is not supported with this address type: the program has no terminal'],
  ["EXEC:cat,ctty", 'option "ctty" is not supported with this address type: the program has no terminal'],
  ["EXEC:cat,pty,link=x", 'option "link" is not supported with this address type'],
  ["-,b9600=1", 'no value permitted for option "b9600"'],
  ["-,vmin=256", "byte value exceeds limit"],
  ["-,echo=yes", "missing numerical value"],
  ["PIPE,raw", 'option "raw" not supported with this address type'],
  ["TCP:localhost:1,echo=0", 'option "echo" not supported with this address type'],
];

testOn(POSIX, "there are no modes of terminals", "modes are refused where there is no terminal", () => {
  for (const [address, sentence] of REFUSED) {
    assertThrows(() => planAddress(parseAddress(address)), GrammarError, sentence, address);
  }
});

Deno.test("a speed that has no number on Linux stands in the record by itself", () => {
  const modes = new TerminalModes(new Uint8Array(44), "linux");
  modes.setSpeed(12345);
  assertEquals([modes.speed("input"), modes.speed("output")], [12345, 12345]);
  assertEquals(new DataView(modes.record.buffer).getUint32(8, true) & 0x100f, 0x1000);
  modes.setSpeed(9600, "input");
  assertEquals([modes.speed("input"), modes.speed("output")], [9600, 12345]);
  assertEquals(new DataView(modes.record.buffer).getUint32(8, true) >>> 16, 13);
});
