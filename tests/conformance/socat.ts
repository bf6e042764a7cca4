/**
 * Runs socat's own test suite against `netlab relay`.
 *
 *     deno task conformance:socat [--harness=PATH] [harness options, such as -T must or -o TCP4]
 *
 * The harness is a script that fetches the suite (which is GPL and not part of netlab) from Debian's source
 * package, and runs each test in a network namespace of its own. `RELAY_HARNESS` names it too; the default is
 * `../shared/relay/run-subset.sh`. Without it nothing is tested, and this says so and ends with 2.
 */
import { fromFileUrl } from "@std/path";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: string[]): Promise<number> {
  const named = args.find((each) => each.startsWith("--harness="))?.slice("--harness=".length);
  const harness = named ?? Deno.env.get("RELAY_HARNESS") ?? `${ROOT}../shared/relay/run-subset.sh`;
  if (!exists(harness)) {
    console.error(`The harness is not there: ${harness}`);
    console.error("Nothing was tested. Name it with --harness=PATH or with RELAY_HARNESS.");
    return 2;
  }
  const options = args.filter((each) => !each.startsWith("--harness="));
  const command = ["--", Deno.execPath(), "run", "-A", "--no-check", "main.ts", "relay"];
  const child = new Deno.Command("bash", {
    args: [harness, "-t", "0.5", "-j", "2", ...options, ...command],
    cwd: ROOT,
  }).spawn();
  return (await child.status).code;
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
