import { msg, prefixed } from "../../i18n/message.ts";
import { messageOf } from "../../i18n/message_error.ts";
import type { CommandContext } from "../../cli/command_context.ts";
import { UsageError } from "../../cli/usage_error.ts";
import { HttpFailure } from "../../http/client/http_failure.ts";
import { httpClient } from "../../http/client/http_client.ts";
import { withRetries } from "../../http/client/with_retries.ts";
import { readClassAddress, sendReport } from "../../lab/class/client/class_client.ts";
import { studentKeys } from "../../lab/class/client/student_keys.ts";
import { nameProblem, tidyName } from "../../lab/class/student_name.ts";
import { packedRecordings } from "../reports/packed_recordings.ts";
import { classReport, exerciseOf } from "../reports/class_report.ts";
import type { Report } from "../reports/report.ts";
import type { CheckCommandOptions } from "./check_options.ts";

/** How long all of it may take, milliseconds: nobody waits for a class that is away. */
const PATIENCE = 10_000;
const CONNECT = 3000;
const RETRIES = 2;

/** Refuses an address or a name that no class can have, before anything is checked. */
export function checkClassOptions({ class: address, name }: CheckCommandOptions): void {
  if (address !== undefined && readClassAddress(address) === undefined) {
    throw new UsageError(
      msg`--class needs the address of a class, such as http://192.168.1.20:8770, not "${address}"`,
    );
  }
  const problem = name === undefined ? undefined : nameProblem(tidyName(name));
  if (problem !== undefined) throw new UsageError(msg`--name: ${problem}`);
}

/**
 * Sends the report to the class, if there is one, and says so in a line. What goes wrong there is said as well, and
 * changes nothing about the check.
 */
export async function tellClass(
  report: Report,
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<void> {
  const address = options.class === undefined ? undefined : readClassAddress(options.class);
  if (address === undefined) return;
  const say = (message: Parameters<typeof prefixed>[1]) =>
    context.stderr.tell(prefixed(`netlab check ${report.service}`, message));
  const late = AbortSignal.timeout(PATIENCE);
  const signal = AbortSignal.any([context.signal, late]);
  const fetch = httpClient({ connectTimeout: CONNECT, timeout: CONNECT, language: context.language });
  const exercise = options.listen === undefined ? exerciseOf(report) : `${exerciseOf(report)}-client`;
  const content = { ...classReport(report, options.only.length > 0), service: exercise };
  const recordings = await packedRecordings(report);
  const keys = studentKeys(context.env);
  const sending = () => sendReport(address, content, { fetch, keys, name: options.name, recordings, signal });
  try {
    const sent = await withRetries(sending, () => 0, { retries: RETRIES, signal });
    if (sent.before !== undefined) say(msg`the class has moved from ${sent.before} to ${address.origin}`);
    say(msg`the class has the report of ${sent.name}: ${sent.passed} of ${sent.total} rules are kept`);
    if (sent.own !== undefined) {
      say(msg`your own page is ${sent.own} (keep the address to yourself: it works like a password)`);
    }
  } catch (error) {
    context.signal.throwIfAborted();
    const reason = late.aborted ? msg`the class does not answer` : messageOf(error);
    const how = error instanceof HttpFailure && error.options.status !== undefined
      ? msg`the class did not take the report: ${reason}`
      : msg`the report did not reach the class: ${reason}`;
    say(how);
  }
}
