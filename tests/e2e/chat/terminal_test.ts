import { assert, assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { ChatPeer } from "../../_kit/peers/chat_peer.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { Terminal } from "../../_kit/program/terminal.ts";
import { until } from "../../_kit/until.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const serve = () => Server.start(["chat", "serve", "0", "--host", "127.0.0.1"]);
const join = (port: number) => netlab("chat", "join", "127.0.0.1", String(port), "--name", "Ginette");
const inputLine = (text: string) => (rows: string[]) => rows.at(-1) === text;

/** A shell in a terminal of its own, where `join` joins, and `modes` tells the modes of the terminal. */
async function shell(folder: string, port: number, columns = 100): Promise<Terminal> {
  const [program, args] = join(port);
  const words = [program, ...args].map((word) => `'${word}'`).join(" ");
  const rc = `${folder}/rc`;
  Deno.writeTextFileSync(
    rc,
    `PS1='$ '; join() { sh -c 'echo $$ > ${folder}/pid; exec "$@"' sh ${words}; }; modes() { echo modes $(stty -a | grep -oE -- '-?(icanon|echo|isig)\\b'); }\n`,
  );
  const terminal = await Terminal.start(["bash", ["--rcfile", rc, "-i"]], columns, 24);
  await terminal.until(inputLine("$"));
  return terminal;
}

async function run(terminal: Terminal, command: string): Promise<void> {
  await terminal.type(command);
  await terminal.press("Enter");
}

const USUAL = "modes isig icanon echo";

peerTest(
  "chat join keeps the input whole and what was said unharmed at every width of the window",
  ["tmux", "socat", "bash"],
  async () => {
    using folder = new TempFolder();
    await using server = await serve();
    await using roger = await ChatPeer.socat(server.port, "Roger");
    await using ginette = await shell(folder.path, server.port);
    await run(ginette, "clear; join");
    await ginette.until(inputLine("Ginette>"));
    const typed =
      "Bonjour à tous, 日本語のテキスト, the quick brown fox jumps over the lazy dog 👍 e\u0301te\u0301";
    await ginette.type(typed);
    const said: string[] = [];
    for (const columns of [60, 31, 47, 18, 90, 25, 100]) {
      await ginette.resize(columns);
      said.push(`[Roger] the window has ${columns} columns, and this line may be longer than that`);
      const bare = (text: string) => text.replaceAll(" ", "");
      const whole = () => ["*Herewithyou:Roger", ...said, `Ginette>${typed}`].map(bare).join("");
      roger.say(said.at(-1)!.replace("[Roger] ", ""));
      const shown = async () => {
        const all = bare((await ginette.everything()).join(""));
        return all.slice(all.indexOf("*Here"));
      };
      await until(async () => await shown() === whole(), { within: 10_000 })
        .catch(async () => assertEquals(await shown(), whole(), `${columns} columns`));
    }
    await ginette.press("Enter");
    await roger.until(`[Ginette] ${typed}`);
  },
);

peerTest("chat join gives the terminal back at Ctrl-Z, and takes it at fg", ["tmux", "bash"], async () => {
  using folder = new TempFolder();
  await using server = await serve();
  await using ginette = await shell(folder.path, server.port, 40);
  await run(ginette, "join");
  await ginette.until(inputLine("Ginette>"));
  await ginette.type("a line that is longer than the row of the window");
  await ginette.until((rows) => rows.at(-1)!.endsWith("window"));
  await ginette.press("C-z");
  await ginette.until((rows) => rows.at(-1) === "$" && rows.some((row) => /Stopped/.test(row)));
  await run(ginette, "modes");
  await ginette.until((rows) => rows.includes(USUAL));
  await run(ginette, 'fg; echo "end $?"');
  await ginette.until((rows) => rows.at(-1)!.endsWith("window"));
  await ginette.type("!");
  const rows = await ginette.until((rows) => rows.at(-1)!.endsWith("window!"));
  assertEquals(rows.filter((row) => row.startsWith("Ginette>")).length, 1, rows.join("\n"));
  await ginette.press("C-c", "C-c");
  await ginette.until((rows) => rows.includes("end 130"));
  await run(ginette, "modes");
  await ginette.until((rows) => rows.filter((row) => row === USUAL).length === 2);
});

peerTest("chat join does not stop where no shell could let it go on", ["tmux"], async () => {
  await using server = await serve();
  await using ginette = await Terminal.start(join(server.port));
  await ginette.until(inputLine("Ginette>"));
  await ginette.type("typed");
  await ginette.press("C-z");
  await ginette.type("!");
  await ginette.until(inputLine("Ginette> typed!"));
});

peerTest(
  "a terminal is itself again after its program was ended by a signal or by an error",
  ["tmux", "bash"],
  async () => {
    using folder = new TempFolder();
    await using server = await serve();
    await using ginette = await shell(folder.path, server.port);
    const crash = fromFileUrl(new URL("../../_kit/terminal/crash.ts", import.meta.url));
    const config = fromFileUrl(new URL("../../../deno.json", import.meta.url));
    const deno = `'${Deno.execPath()}' run -A --no-check --config '${config}' '${crash}'`;
    const ends: [signal: Deno.Signal | undefined, code: number][] = [
      ["SIGTERM", 143],
      ["SIGHUP", 129],
      ["SIGINT", 130],
      [undefined, 1],
    ];
    for (const [signal, code] of ends) {
      await run(ginette, `clear; ${signal === undefined ? deno : "join"}; echo "end $?"`);
      if (signal !== undefined) {
        await ginette.until(inputLine("Ginette>"));
        Deno.kill(Number(Deno.readTextFileSync(`${folder.path}/pid`)), signal);
      }
      await ginette.until((rows) => rows.includes(`end ${code}`));
      // Text that is pasted comes as it is, and what is typed is shown by the terminal.
      await run(ginette, "modes; bind 'set enable-bracketed-paste off'; cat -v");
      await ginette.until((rows) => rows.at(-1) === USUAL);
      await ginette.paste("pasted");
      await ginette.until(inputLine("pasted"));
      await ginette.press("C-c");
      await ginette.until(inputLine("$"));
    }
  },
);

peerTest(
  "chat join asks before it says what was pasted, and says composed lines together",
  ["tmux", "socat"],
  async () => {
    await using server = await serve();
    await using roger = await ChatPeer.socat(server.port, "Roger");
    await using ginette = await Terminal.start(join(server.port), 60);
    await ginette.until(inputLine("Ginette>"));
    await ginette.paste("un\ndeux\n");
    await ginette.until(inputLine("Say these 2 lines? (y: yes, n: no, e: edit)"));
    assert(!roger.lines.some((line) => line.includes("un")));
    await ginette.type("n");
    await ginette.until(inputLine("Ginette>"));
    await ginette.type("trois");
    await ginette.press("M-Enter");
    await ginette.type("quatre");
    await ginette.until(inputLine("> quatre"));
    await ginette.press("Enter");
    await roger.until("[Ginette] quatre");
    assertEquals(roger.lines.slice(-2), ["[Ginette] trois", "[Ginette] quatre"]);
  },
);

peerTest(
  "Ctrl-C ends chat join that waits after Ctrl-D for its last line to arrive",
  ["tmux", "bash"],
  async () => {
    using folder = new TempFolder();
    await using server = await serve();
    await using ginette = await shell(folder.path, server.port);
    await run(ginette, 'join; echo "end $?"');
    await ginette.until(inputLine("Ginette>"));
    server.child.kill("SIGSTOP");
    await run(ginette, "are you there?");
    await ginette.until((rows) => rows.includes("… are you there?"));
    await ginette.press("C-d");
    await ginette.until((rows) => rows.at(-1)!.startsWith("(1 line on its way"));
    await ginette.press("C-c");
    await ginette.until((rows) => rows.includes("end 130"));
    server.child.kill("SIGCONT");
    await run(ginette, "modes");
    await ginette.until((rows) => rows.includes(USUAL));
  },
);
