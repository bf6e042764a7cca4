import { assertEquals } from "@std/assert";
import { netlab } from "../../_kit/program/netlab.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { relay } from "../../_kit/program/relay.ts";
import { Terminal } from "../../_kit/program/terminal.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** A program that asks, as those do for which people take READLINE. */
const ASKS =
  'while printf "name? "; read x; do printf "pass: "; read y || break; echo "$x has $y"; done; echo bye';

/** Runs a relay in a terminal that tells afterwards how it ended and what became of the terminal. */
function start(folder: string, address: string, program: string): Promise<Terminal> {
  Deno.writeTextFileSync(`${folder}/program.sh`, program);
  const [command, args] = netlab("relay", address, `SYSTEM:sh ${folder}/program.sh`);
  const script = `trap : INT; sh -c 'echo $$ > ${folder}/pid; exec "$@"' sh "$@"; echo "code $?"; ` +
    'echo $(stty -a | grep -oE -- "-?(icanon|echo|isig)\\b" | sort); read -r again; echo "read $again"';
  return Terminal.start(["sh", ["-c", script, "sh", command, ...args]]);
}

const shows = (...lines: string[]) => (rows: string[]) => lines.every((line) => rows.includes(line));
const asks = (line: string) => (rows: string[]) => rows.at(-1) === line;

peerTest("READLINE edits lines, remembers them, and shows no password", ["tmux"], async () => {
  using folder = new TempFolder();
  const history = `${folder.path}/history`;
  Deno.writeTextFileSync(history, "Ginette\n");
  await using terminal = await start(folder.path, `READLINE,history=${history},noecho='^pass:'`, ASKS);
  await terminal.until(asks("name?"));
  await terminal.press("Up");
  await terminal.until(asks("name? Ginette"));
  await terminal.press("C-u");
  await terminal.type("oger");
  await terminal.press("Home");
  await terminal.type("R");
  await terminal.until(asks("name? Roger"));
  await terminal.press("Enter");
  await terminal.until(asks("pass:"));
  await terminal.type("sesame");
  await terminal.press("Enter");
  const rows = await terminal.until(shows("Roger has sesame"));
  assertEquals(rows.filter((row) => row.includes("sesame")), ["Roger has sesame"]);
  await terminal.until(asks("name?"));
  await terminal.press("C-d");
  await terminal.until(shows("bye", "code 0"));
  assertEquals(Deno.readTextFileSync(history), "Ginette\nRoger\n");
});

const ENDS: [what: string, code: number, end: (terminal: Terminal, pid: () => number) => unknown][] = [
  ["Ctrl-C", 130, (terminal) => terminal.press("C-c")],
  ["Ctrl-D", 0, (terminal) => terminal.press("C-d")],
  ["the escape character", 0, (terminal) => terminal.press("C-o")],
  ["SIGTERM", 143, (_terminal, pid) => Deno.kill(pid(), "SIGTERM")],
  ["the end of the program", 0, async (terminal) => {
    await terminal.type("quit");
    await terminal.press("Enter");
  }],
];

for (const [what, code, end] of ENDS) {
  peerTest(`the terminal of READLINE is itself again after ${what}`, ["tmux"], async () => {
    using folder = new TempFolder();
    const program = 'printf "> "; while read x; do [ "$x" = quit ] && exit; printf "> "; done';
    await using terminal = await start(folder.path, "READLINE,escape=0x0f", program);
    await terminal.until(asks(">"));
    await end(terminal, () => Number(Deno.readTextFileSync(`${folder.path}/pid`)));
    await terminal.until((rows) => rows.some((row) => row.endsWith(`code ${code}`)));
    await terminal.type("as ever");
    await terminal.press("Enter");
    await terminal.until(shows("echo icanon isig", "as ever", "read as ever"));
  });
}

peerTest("READLINE shows what comes while a line is typed, and tears neither", ["tmux"], async () => {
  using folder = new TempFolder();
  const go = `${folder.path}/go`;
  const program = `mkfifo ${go}; printf "wait> "; read x < ${go}; echo; echo it came; printf "> "; cat`;
  await using terminal = await start(folder.path, "READLINE", program);
  await terminal.until(asks("wait>"));
  await terminal.type("typed");
  await terminal.until(asks("wait> typed"));
  await Deno.writeTextFile(go, "\n");
  await terminal.until((rows) => shows("wait>", "it came")(rows) && asks("> typed")(rows));
  await terminal.press("Enter");
  await terminal.until((rows) => shows("> typed", "typed")(rows));
  await terminal.press("C-d");
  await terminal.until(shows("code 0"));
});

Deno.test("READLINE without a terminal says so and carries lines as STDIO does", async () => {
  const { code, stdout, stderr } = await relay(["-d", "READLINE,history=x", "PIPE"], "a\nb");
  assertEquals([code, stdout], [0, "a\nb"]);
  assertEquals(stderr.replaceAll(/^.* W /gm, "").trim().split("\n"), [
    "READLINE: there is no terminal, lines are not edited",
    'option "history-file" has no effect on READLINE here',
  ]);
});
