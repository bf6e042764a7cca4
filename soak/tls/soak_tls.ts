/**
 * `deno task soak:tls`: a gigabyte each way through every form of TLS, to programs that are not ours.
 * See docs/soak.md.
 *
 *     deno task soak:tls [--mib N] [--sessions N] [--resets N] [--seed N] [--only NAME] [--bin PATH]
 *
 * Says what it finds on standard output, a line each, and ends with 1 when anything was wrong.
 *
 * @module
 */
import { certificate } from "../../tests/_kit/net/certificate.ts";
import { isInstalled } from "../../tests/_kit/program/is_installed.ts";
import { TempFolder } from "../../tests/_kit/temp_folder.ts";
import { WrongOptions } from "../_kit/typed_words.ts";
import { BreakableWire } from "./breakable_wire.ts";
import { FILES_FORM } from "./files_form.ts";
import type { Form } from "./form.ts";
import { RELAY_FORMS } from "./relay_forms.ts";
import { TRIAL_USAGE, trialOptions } from "./trial_options.ts";
import { type Finding, type Trial, tryForm } from "./try_form.ts";

const FORMS: readonly Form[] = [...RELAY_FORMS, FILES_FORM];
const PEERS = ["socat", "openssl", "curl"];

if (import.meta.main) Deno.exit(await main(Deno.args));

/** @returns the exit code: 1 for a failed run, 2 for a command line that cannot be followed */
async function main(args: string[]): Promise<number> {
  try {
    const options = trialOptions(args, FORMS.map(({ name }) => name));
    if (options === "help") {
      console.log(TRIAL_USAGE);
      return 0;
    }
    const missing = PEERS.filter((peer) => !isInstalled(peer));
    if (missing.length > 0) throw new WrongOptions(`this needs ${missing.join(" and ")}`);
    if (options.bin !== undefined) Deno.env.set("NETLAB_BIN", options.bin);
    console.log(`seed ${options.seed}`);
    let wrong = 0;
    for (const form of FORMS.filter(({ name }) => options.forms.includes(name))) {
      wrong += await soakForm(form, options);
    }
    console.log(wrong === 0 ? "everything was right" : `${wrong} of these are wrong`);
    return wrong === 0 ? 0 : 1;
  } catch (error) {
    console.error(`soak:tls: ${(error as Error).message}`);
    return error instanceof WrongOptions ? 2 : 1;
  }
}

/** @returns how much was wrong */
async function soakForm(form: Form, trial: Trial): Promise<number> {
  let wrong = 0;
  const tell = ({ form, what, figures, violations }: Finding) => {
    wrong += violations.length;
    const verdict = violations.length === 0 ? "" : `\n  WRONG: ${violations.join("; ")}`;
    console.log(`${form.padEnd(14)}  ${what.padEnd(27)}  ${figures}${verdict}`);
  };
  using folder = new TempFolder();
  await using wire = await BreakableWire.listen();
  const site = {
    folder: folder.path,
    certificate: await certificate(folder, "s"),
    wire,
    bytes: trial.bytes,
  };
  await tryForm(form, site, trial, tell);
  return wrong;
}
