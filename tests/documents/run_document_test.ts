import { assert, assertEquals, assertMatch } from "@std/assert";
import { peerTest } from "../_kit/peers/peer.ts";
import { type Outcome, runDocument } from "./run_document.ts";

const PEERS = ["unshare", "ip", "nc", "python3"];

/** Tries a document that is right. */
async function succeeds(t: Deno.TestContext, name: string, lines: string[], tried: number): Promise<void> {
  await step(t, name, lines, 60_000, (outcome) => {
    assertEquals(outcome.failures, []);
    assertEquals(outcome.tried, tried);
  });
}

/** Tries one that is wrong in one place, on the given line. */
async function fails(t: Deno.TestContext, name: string, lines: string[], how: RegExp): Promise<void> {
  await step(t, name, lines, 3000, ({ failures }) => {
    assertEquals(failures.length, 1, failures.join("\n"));
    assertMatch(failures[0]!, how);
  });
}

async function step(
  t: Deno.TestContext,
  name: string,
  lines: string[],
  patience: number,
  check: (outcome: Outcome) => void,
): Promise<void> {
  await t.step(name, async () => {
    const outcome = await runDocument(lines.join("\n"), { patience });
    if (outcome === undefined) console.log("not tried: the system does not let us have a network of our own");
    else check(outcome);
  });
}

const CONSOLE = "```console";
const END = "```";

peerTest("runDocument() accepts what is as shown", PEERS, async (t) => {
  await succeeds(t, "commands share a shell, and its exit codes", [
    CONSOLE,
    "$ n=3; false",
    "$ echo $? $n",
    "1 3",
    "$ cat <<EOF",
    "> salut",
    "> EOF",
    "salut",
    END,
  ], 3);
  await succeeds(t, "a server stays, tells the port it chose, and goes on to say what happens", [
    CONSOLE,
    "$ netlab files serve 0 --no-http",
    "netlab files: listening on [::]:41067 (events)",
    END,
    CONSOLE,
    "$ echo notes > notes.txt",
    "$ echo notes.txt | nc -N localhost 41067",
    "OK",
    "6",
    "notes",
    END,
    CONSOLE,
    'netlab files: 127.0.0.1:59636 "notes.txt" 6 bytes 0.007 s sent',
    END,
  ], 3);
  await succeeds(t, "a second server gets the port of the first, which is left in the background", [
    CONSOLE,
    "$ python3 -m http.server 8000 &",
    "Serving HTTP on 0.0.0.0 port 8000 (http://0.0.0.0:8000/) ...",
    "$ echo one",
    "one",
    END,
    CONSOLE,
    "$ echo hello | nc -N -l 127.0.0.1 8000",
    END,
    CONSOLE,
    "$ nc -d 127.0.0.1 8000",
    "hello",
    END,
  ], 4);
  await succeeds(t, "lines are typed when what stands above them was said", [
    "<!-- typed: Ginette | bye -->",
    "",
    CONSOLE,
    '$ echo \'Name?\'; read name; echo "Hello $name"; read word; echo "$word $name"',
    "Name?",
    "Ginette",
    "Hello Ginette",
    "bye",
    "bye Ginette",
    END,
  ], 1);
  await succeeds(t, "Python and files", [
    "<!-- file: one.py -->",
    "",
    "```python",
    "print(1)",
    END,
    "",
    CONSOLE,
    "$ python3 one.py",
    "1",
    END,
    "",
    "```python",
    ">>> 1 + 1",
    "2",
    END,
  ], 2);
});

peerTest("runDocument() finds what is not as shown", PEERS, async (t) => {
  await fails(
    t,
    "another output",
    [CONSOLE, "$ echo one", "two", END],
    /^line 2: \$ echo one\nsays something else/,
  );
  await fails(t, "an output that is not shown", [CONSOLE, "$ echo one", END], /something else/);
  await fails(t, "a message on standard error", [CONSOLE, "$ nosuchprogram", END], /not found/);
  await fails(t, "nothing where something is shown", [CONSOLE, "$ true", "one", END], /something else/);
  await fails(t, "a command that does not end", [CONSOLE, "$ sleep 100", END], /does not end/);
  await fails(
    t,
    "a server that does not listen",
    [CONSOLE, "$ : TCP-LISTEN:7", "listening on 7", END],
    /something else/,
  );
  await fails(t, "a server that never says what is shown later", [
    CONSOLE,
    "$ nc -l 127.0.0.1 8000",
    END,
    CONSOLE,
    "somebody came",
    END,
  ], /^line 4/);
  await fails(t, "Python", ["```python", ">>> 1 + 1", "3", END], /^line 1: Python/);
  await fails(t, "output of nobody", [CONSOLE, "one", END], /nobody/);
});

Deno.test("runDocument() lists what is not run", async () => {
  const outcome = await runDocument(
    ["<!-- not run: because -->", CONSOLE, "$ echo one", "two", END].join("\n"),
  );
  assert(outcome === undefined || outcome.notRun.length === 1 && outcome.failures.length === 0);
});
