import { assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { peerTest } from "../../_kit/peers/peer.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { Terminal } from "../../_kit/program/terminal.ts";

const SHELLS = { bash: ["bash", "--norc"], zsh: ["zsh", "-f"], fish: ["fish", "--no-config"] } as const;
type Shell = keyof typeof SHELLS;

/** Makes the prompt one that can be waited for. */
const PROMPTS = {
  bash: "PS1='>> '",
  zsh: "PS1='>> '; autoload -Uz compinit; compinit -u -D",
  fish: "function fish_prompt; echo -n '>> '; end",
};

/** What is offered at the end of a line; the same in every shell. */
const OFFERS: Readonly<Record<string, readonly string[]>> = {
  "netlab cal": ["calc"],
  "netlab calc ": ["ask", "serve"],
  "netlab calc s": ["serve"],
  "netlab echo serve --wel": ["--welcome"],
  "netlab echo serve 8765 --wel": ["--welcome"],
  "netlab echo serve --mode p": ["pool", "process"],
  "netlab echo serve --mode=p": ["pool", "process"],
  "netlab lab modes --mode th": ["thread"],
  "netlab echo serve --trace=": ["json", "text"],
  // After a bare -- there are no options.
  "netlab echo serve -- --wel": [],
  "netlab lab run E25": ["E25"],
  "netlab lab run -- E25": ["E25"],
  "netlab lab run --lang fr E25": ["E25"],
  "netlab relay TCP4-L": ["TCP4-LISTEN:"],
  "netlab relay --rew": ["--rewrite", "--rewrite-with"],
  "netlab completions z": ["zsh"],
  "netlab help back": ["back-pressure", "backlog"],
  "netlab help calc a": ["ask"],
  // What the shell knows by itself.
  "netlab nothing ": [],
};

/** The completion script of a shell, in a file; loading it by itself must say nothing. */
async function script(shell: Shell, folder: TempFolder): Promise<string> {
  const { code, stdout } = await run(["completions", shell]);
  assertEquals(code, 0);
  const file = folder.write(`netlab.${shell}`, stdout);
  const checked = await runCommand(shell, ["-n", file]);
  assertEquals([checked.code, checked.stderr], [0, ""]);
  return file;
}

for (const shell of Object.keys(SHELLS) as Shell[]) {
  peerTest(
    `completions for ${shell}: commands, options, choices, exercises and topics`,
    [shell],
    async () => {
      using folder = new TempFolder();
      const [command, ...args] = SHELLS[shell];
      const ask = fromFileUrl(new URL(`../../_kit/peers/shells/offers.${shell}`, import.meta.url));
      const lines = Object.keys(OFFERS);
      const { stdout, stderr } = await runCommand(command, [
        ...args,
        ask,
        await script(shell, folder),
        ...lines,
      ], {
        cwd: folder.path,
      });
      assertEquals(stderr, "");
      const offered = stdout.trimEnd().split("\n").map((line) =>
        // fish offers the whole word, bash and zsh what stands behind the equals sign.
        line.split("|").filter((each) => each !== "").map((each) => each.replace(/^--[a-z]+=/, "")).sort()
      );
      const all = lines.map((line, at) => [line, offered[at] ?? []]);
      assertEquals(Object.fromEntries(all), OFFERS);
    },
  );

  peerTest(
    `completions for ${shell}, pressing Tab: a name with blanks, and folders only`,
    [shell, "tmux"],
    async () => {
      using folder = new TempFolder();
      folder.write("my notes.txt", "");
      folder.write("my-folder/inner.txt", "");
      const file = await script(shell, folder);
      await using terminal = await Terminal.start(["env", [
        "HOME=" + folder.path,
        "TERM=screen",
        ...SHELLS[shell],
        "-i",
      ]]);
      const shown = (last: string) => terminal.until((rows) => rows.at(-1) === last);
      // A Tab that comes before the shell has drawn the line would be taken for a part of a pasted text.
      const typed = async (text: string) => {
        await terminal.type(text);
        await shown(`>> ${text}`);
      };
      const completed = async (text: string, expected: RegExp) => {
        await typed(text);
        await terminal.press("Tab");
        await terminal.until((rows) => expected.test(rows.at(-1) ?? ""));
        await terminal.press("C-u");
        await shown(">>");
      };
      await terminal.type(`cd '${folder.path}'; ${PROMPTS[shell]}; source '${file}'; clear`);
      await terminal.press("Enter");
      await shown(">>");
      await completed("netlab files share my\\ n", /share my\\ notes\.txt$/);
      await completed("netlab files serve --dir my", /--dir my-folder\/?$/);
      await completed("netlab files serve --mo", /serve --mode=?$/);
      await completed("netlab relay TCP4-L", /relay TCP4-LISTEN:$/);
      // What stands behind an address is not offered the address once more, and a port is no file.
      await typed("netlab relay TCP4-LISTEN:");
      await terminal.press("Tab");
      await terminal.type("8");
      await shown(">> netlab relay TCP4-LISTEN:8");
      await terminal.press("C-u");
      await shown(">>");
      // The shell leaves, and writes its history if it does, before its home is removed.
      await terminal.type("exec sh -c 'echo left; cat'");
      await terminal.press("Enter");
      await shown("left");
    },
  );
}

peerTest(
  "completions for fish call the exercises by their titles, in the reader's language",
  ["fish"],
  async () => {
    const { stdout } = await run(["completions", "fish", "--lang", "fr"]);
    using folder = new TempFolder();
    const file = folder.write("netlab.fish", stdout);
    const ask = ["--no-config", "-c", `source '${file}'; complete -C 'netlab lab run E2'`];
    assertStringIncludes(
      (await runCommand("fish", ask)).stdout,
      "E26\tUn serveur clé-valeur\n",
    );
  },
);

peerTest("completions for zsh are found in a folder of fpath, and start the completion system themselves", [
  "zsh",
], async () => {
  using folder = new TempFolder();
  const file = await script("zsh", folder);
  folder.write("functions/_netlab", await Deno.readTextFile(file));
  const functions = `${folder.path}/functions`;
  const dump = `${folder.path}/dump`;
  const env = { HOME: folder.path, ZDOTDIR: folder.path };
  const found =
    `fpath=(${functions} $fpath); autoload -Uz compinit; compinit -u -d ${dump}; echo $_comps[netlab]`;
  assertEquals((await runCommand("zsh", ["-f", "-c", found], { env })).stdout, "_netlab\n");
  const sourced = await runCommand("zsh", ["-f", "-c", `source ${file}; echo $_comps[netlab]`], { env });
  assertEquals([sourced.stdout, sourced.stderr], ["_netlab\n", ""]);
});

peerTest("completions for bash pass shellcheck but for what bash 3.2 needs", ["shellcheck"], async () => {
  using folder = new TempFolder();
  const file = await script("bash", folder);
  // compgen's output has to be split (no mapfile in 3.2), read has to undo backslashes, the word list is
  // constant.
  const { stdout } = await runCommand("shellcheck", [
    "-s",
    "bash",
    "-e",
    "SC2207,SC2162,SC2194,SC2018,SC2019",
    file,
  ]);
  assertEquals(stdout, "");
});

Deno.test("completions for no shell are refused", async () => {
  const { code, stderr } = await run(["completions", "csh"]);
  assertEquals([code, stderr.split("\n")[0]], [
    2,
    'netlab completions: SHELL needs one of bash, zsh, fish, not "csh"',
  ]);
});
