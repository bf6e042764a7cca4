/* First web servers as they are written in several languages: which rules break, and what is said of it. */

import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { natureText } from "../../../mod/check/texts/nature_texts.ts";
import { inPool } from "../../_kit/in_pool.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { checkHttp } from "./run_http_check.ts";

const HERE = fromFileUrl(new URL("students", import.meta.url));
const OUTSIDE = { traversal: "gives away files outside its folder" };

/** What is said of each: the sentence of what it is, and words of what is told of each rule that is broken. */
const SERVERS: readonly [program: string, nature: string, failed: Readonly<Record<string, string>>][] = [
  ["textbook.py", "serves the files of its folder", {
    ...OUTSIDE,
    binary: "reads the file as text, and what is no text is an error",
    silent_client: "ends with an error when a client leaves",
    pieces: "takes what one read returns for the whole request",
  }],
  ["strings.c", "serves the files of its folder", {
    ...OUTSIDE,
    binary: "ends at the first zero byte of the file, as a string in C does: send what fread returns",
    silent_client: "killed by SIGSEGV",
    pieces: "takes what one read returns for the whole request",
  }],
  ["Println.java", "serves the files of its folder", {
    ...OUTSIDE,
    header_lines: 'end with "\\n" alone',
    binary: "goes through text, which does not keep all bytes: a FileInputStream, not a Reader",
    silent_client: "read returns -1 (readLine: null) then",
  }],
  ["utf8.js", "serves the files of its folder", {
    ...OUTSIDE,
    accents: "counts characters, not bytes",
    binary: "goes through text, which does not keep all bytes: readFile without an encoding",
    pieces: "takes what one read returns for the whole request",
  }],
  ["last_chunk.js", "answers, but not with a whole response of HTTP", {
    length: "a body in chunks ends before its last chunk",
  }],
  ["routes.js", "serves pages of its own, not the folder", {}],
  ["one_page.py", "answers every path with a page of its own", {}],
];
const RULES = [
  ...["status_line", "header_lines", "length", "text", "accents", "binary", "not_found"],
  ...["traversal", "pieces", "next_client", "silent_client"],
];

peerTest(
  "check http finds in first web servers of several languages what is wrong, and no more",
  ["python3", "gcc", "javac", "node"],
  async () => {
    using temp = new TempFolder();
    const verdicts = await inPool(
      3,
      SERVERS,
      async ([program]) =>
        checkHttp([...await commandOf(program, temp.path), "{port}"], { only: RULES, beside: HERE }),
    );
    const said = verdicts.map(({ nature, failed }, index) => {
      const [program, what, expected] = SERVERS[index]!;
      const told = natureText(nature!).en;
      return [
        program,
        told.includes(what) ? what : told,
        Object.fromEntries(
          Object.entries(failed).map((
            [rule, because],
          ) => [rule, expected[rule] && because.includes(expected[rule]) ? expected[rule] : because]),
        ),
      ];
    });
    assertEquals(said, SERVERS.map((each) => [...each]));
  },
);

async function commandOf(program: string, temp: string): Promise<string[]> {
  const source = `${HERE}/${program}`;
  const name = program.replace(/\.\w+$/, "");
  if (program.endsWith(".py")) return ["python3", source];
  if (program.endsWith(".js")) return ["node", source];
  const [compiler, ...args] = program.endsWith(".c")
    ? ["gcc", "-w", "-O1", "-o", `${temp}/${name}`, source]
    : ["javac", "-d", temp, source];
  const { code, stderr } = await runCommand(compiler!, args);
  assertEquals(code, 0, stderr);
  return program.endsWith(".c") ? [`${temp}/${name}`] : ["java", "-cp", temp, name];
}
