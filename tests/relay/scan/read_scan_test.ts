import { assertEquals, assertThrows } from "@std/assert";
import { parseArguments } from "../../../mod/relay/grammar/parse_arguments.ts";
import { CommandLineError } from "../../../mod/relay/grammar/command_line_error.ts";
import { asksForScan } from "../../../mod/relay/scan/asks_for_scan.ts";
import { readScan } from "../../../mod/relay/scan/read_scan.ts";

const SERVICES = new Map([["http", 80], ["http-alt", 8080], ["3com-tsmux", 106]]);
const read = (args: string) => readScan(args === "" ? [] : args.split(" "), (name) => SERVICES.get(name));

/** The whole of a scan in one line: host, ports, what is said otherwise. */
function short(args: string): string {
  const scan = read(args);
  if (scan === "help") return scan;
  const { host, ranges, verbose, numeric, family, limitMs } = scan;
  const ports = ranges.map(({ first, last }) => first === last ? `${first}` : `${first}-${last}`);
  return [
    host,
    ...ports,
    verbose && "v",
    numeric && "n",
    family && `IPv${family}`,
    limitMs !== 5000 && `${limitMs} ms`,
  ].filter(Boolean).join(" ");
}

Deno.test("readScan() reads nc's command line", () => {
  // arguments, what is read
  const cases: [string, string][] = [
    ["-z a 80", "a 80"],
    ["-zv a 80", "a 80 v"],
    ["-z -v -n -4 a 80", "a 80 v n IPv4"],
    ["-46z a 80", "a 80 IPv6"],
    ["-zvw3 a 80", "a 80 v 3000 ms"],
    ["-zvw 0.5 a 80", "a 80 v 500 ms"],
    ["-z a 80 -w 2147483 -v", "a 80 v 2147483000 ms"],
    ["-z a 20-25 30 80-79", "a 20-25 30 79-80"],
    ["-z a 7-7 080 +81 80", "a 7 80 81 80"],
    ["-z a http http-alt 3com-tsmux", "a 80 8080 106"],
    ["-z -- -a 1-65535", "-a 1-65535"],
    ["-zh", "help"],
    ["-z a --help", "help"],
  ];
  for (const [args, wanted] of cases) assertEquals(short(args), wanted, args);
});

Deno.test("readScan() says what is wrong", () => {
  // arguments, the message
  const cases: [string, string][] = [
    ["-z", "-z needs a host and ports: -z HOST PORT..."],
    ["-z a", "missing port number"],
    ["-z a 0", "port number too small: 0"],
    ["-z a 1-65536", "port number too large: 65536"],
    ["-z a 99999999999999999999999", "port number too large: 99999999999999999999999"],
    ["-z a 1-2-3", "port number invalid: 1-2-3"],
    ["-z a 20-", "port number invalid: 20-"],
    ["-z a 80,81", "port number invalid: 80,81"],
    ["-z a 0x50", "port number invalid: 0x50"],
    ["-z a nosuch", "port number invalid: nosuch"],
    ["-z a http-https", "port number invalid: http-https"],
    ["-z a 80 -w", "option -w requires a number of seconds"],
    ["-zw x a 80", "timeout invalid: x"],
    ["-zw Infinity a 80", "timeout invalid: Infinity"],
    ["-zw 0 a 80", "timeout too small: 0"],
    ["-zw -1 a 80", "timeout too small: -1"],
    ["-zw 2147484 a 80", "timeout too large: 2147484"],
    ["-z -x a 80", "option -x does not go with -z, only -v -n -w -4 -6 do"],
    ["-z --stats a 80", "option --stats does not go with -z, only -v -n -w -4 -6 do"],
    [
      "-zu a 80",
      "-z does not go with -u: a UDP port that stays silent may be open, or its datagrams may be dropped",
    ],
  ];
  for (const [args, said] of cases) {
    assertEquals(assertThrows(() => read(args), CommandLineError, undefined, args).message, said, args);
  }
});

Deno.test("-z is told from every command line of a relay", () => {
  const scans = ["-z", "-zv a 80", "-vz a 80", "-v -z a 80", "-w 3 -z a 80", "-vw3 -z a", "-4 -n -zu a"];
  for (const args of scans) assertEquals(asksForScan(args.split(" ")), true, args);
  const relays = ["", "- -z", "-v - TCP:a:80", "-u -v -4 a b", "-6 a -z", "-d -d a b", "-t 5 a b", "-v z z"];
  for (const args of relays) assertEquals(asksForScan(args.split(" ")), false, args);
  assertThrows(() => parseArguments(["-d", "-z", "a", "80"]), CommandLineError, 'unknown option "-z"');
});
