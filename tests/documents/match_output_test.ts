import { assert, assertEquals } from "@std/assert";
import { matchOutput } from "./match_output.ts";

/** What is shown, what is said, whether that is the same. */
const WHOLE: readonly [string, string, boolean][] = [
  ["16\n", "16\n", true],
  ["16\n", "17\n", false],
  ["16\n", "16\n17\n", false],
  ["16\n", "", false],
  ["", "", true],
  ["", "16\n", false],
  ["bonjour\n", "bonjour  \r\n", true], // what nobody sees
  ["bonjour\n", "bonjour", true], // the last line without its end
  ["a.c\n", "abc\n", false], // no regular expression
  ["saved … bytes\n", "saved 21 bytes\n", true],
  ["saved … bytes\n", "saved 21\nbytes\n", false],
  ["a\n…\nd\n", "a\nb\nc\nd\n", true],
  ["a\n…\nd\n", "a\nd\n", true],
  ["a\n…\nd\n", "a\nb\nc\n", false],
  ["done in 0.01 s, 3.65 kB/s\n", "done in 12 ms, 1 GB/s\n", true],
  ["done in 0,01 s, 3,65 ko/s\n", "done in 12 ms, 1 Go/s\n", true],
  ["done in 0.01 s\n", "done in a while\n", false],
  ["04:15:53.789 #1 read 13 bytes\n", "23:00:01.002 #1 read 13 bytes\n", true],
  ["04:15:53.789 #1 read 13 bytes\n", "23:00:01.002 #1 read 14 bytes\n", false],
  ["2026/11/21 04:06:08 socat[4237] E no\n", "2031/01/02 14:06:09 socat[7] E no\n", true],
  ["* (history 14:03) hi\n", "* (history 09:59) hi\n", true],
  ["[::]:8766 <- 127.0.0.1:59636\n", "[::]:8766 <- 127.0.0.1:32768\n", true],
  ["echo connect 127.0.0.1 41067\n", "echo connect 127.0.0.1 33333\n", true],
  ["Écho : été\n", "Écho\u202f: été\n", true],
  ["listening on [::]:41067\n", "listening on [::]:60999\n", true],
  ["[::]:8766 <- 127.0.0.1:59636\n", "[::]:8767 <- 127.0.0.1:41000\n", false],
  ["at http://192.168.1.20:8080/\nend\n", "end\n", true],
  [
    "at http://192.168.1.20:8080/\nend\n",
    "at http://10.0.0.7:8080/\nat http://172.17.0.1:8080/\nend\n",
    true,
  ],
  ["at http://192.168.1.20:8080/\nend\n", "at http://10.0.0.7:8081/\nend\n", false],
  ["sent\nend\n", "sent\nnetlab files: stopping: 1 open connection may finish\nend\n", true],
  ["sent\nend\n", "sent\nnetlab files: stopping\nend\n", false],
];

Deno.test("matchOutput() tells what only varies from what is different", () => {
  for (const [shown, said, matches] of WHOLE) {
    assertEquals(matchOutput(shown, said, "whole").matches, matches, `${shown}against\n${said}`);
  }
});

Deno.test("matchOutput() lets a server go on, but not begin, with something else", () => {
  assert(matchOutput("listening\n", "listening\nsomebody came\n", "beginning").matches);
  assert(!matchOutput("listening\n", "oh\nlistening\n", "beginning").matches);
});

Deno.test("matchOutput() learns the ports and names of this run", () => {
  const shown = "listening on [::]:41067 after 3 s\n  http://127.0.0.1:41067/IBG02HmWVa4rvqdS/long.txt\n";
  const said = "listening on [::]:33001 after 1 s\n  http://127.0.0.1:33001/abcdefgh01234567/long.txt\n";
  const { learnt } = matchOutput(shown, said, "whole");
  assertEquals([...learnt], [["41067", "33001"], ["IBG02HmWVa4rvqdS", "abcdefgh01234567"]]);
});
