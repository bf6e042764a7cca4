import { seededRandom } from "../../mod/check/probes/seeded_random.ts";
import { usageOf } from "../../tests/_kit/program/proc.ts";
import { pause, until } from "../../tests/_kit/until.ts";
import { resourceUsage } from "../_kit/resource_usage.ts";
import type { Form, FormSite, Subject } from "./form.ts";

/** How much is asked of a form. */
export interface Trial {
  readonly bytes: number;
  /** Clients that are broken off. */
  readonly resets: number;
  readonly sessions: number;
  readonly seed: number;
}

/** What was found: a row of the table, and what is wrong. */
export interface Finding {
  readonly form: string;
  readonly what: string;
  readonly figures: string;
  readonly violations: readonly string[];
}

const MIB = 1024 * 1024;
/** What a reader that has stopped may cost. */
const STOPPED_MIB = 64;
/** What the first sessions may cost: the engine's heap grows with them to its full size, and keeps it. */
const FIRST_MIB = 128;
/** What as many sessions more may cost, and connections that were broken off. */
const KEPT_MIB = 32;
const WARM_UP_BYTES = 64 * MIB;
const WARM_UP_SESSIONS = 50;
const AT_ONCE = 10;

/** Everything that is asked of a form. @param tell called with each row as it is found */
export async function tryForm(
  form: Form,
  site: FormSite,
  trial: Trial,
  tell: (finding: Finding) => void,
): Promise<void> {
  await using subject = await form.start(site);
  const found = (what: string, figures: string, violations: string[]) => {
    tell({ form: form.name, what, figures, violations });
  };
  await transferAll(subject, { ...trial, bytes: Math.min(trial.bytes, WARM_UP_BYTES) }, () => {});
  await transferAll(subject, trial, found);
  await sessionsOf(subject, trial, found);
  await resetsOf(subject, trial, found);
}

type Found = (what: string, figures: string, violations: string[]) => void;

async function transferAll(subject: Subject, { bytes, seed }: Trial, found: Found): Promise<void> {
  for (const transfer of subject.transfers) {
    const before = residentMib(subject);
    let held = 0;
    const began = performance.now();
    const { sent, received } = await transfer.run({
      bytes,
      random: (side) => seededRandom(seed, `${transfer.name} ${side}`),
      halfway: async () => {
        await untilStill(subject.pid);
        held = residentMib(subject) - before;
      },
    });
    const seconds = (performance.now() - began) / 1000;
    const violations = [];
    if (sent.sha256 !== received.sha256) {
      violations.push(`${received.bytes} bytes of ${sent.bytes}, or others`);
    }
    if (held > STOPPED_MIB) violations.push(`a reader that stopped cost ${held.toFixed(0)} MiB`);
    const peak = (usageOf(subject.pid).peakKib ?? 0) / 1024;
    const hash = received.sha256.slice(0, 16);
    found(
      `${transfer.name}, ${bytes / MIB} MiB`,
      `${seconds.toFixed(0)} s, SHA-256 ${hash}…, stopped reader ${signed(held)} MiB, peak ${
        peak.toFixed(0)
      } MiB`,
      violations,
    );
  }
}

async function sessionsOf(subject: Subject, { sessions }: Trial, found: Found): Promise<void> {
  await subject.shortSessions(WARM_UP_SESSIONS);
  let before = await settled(subject);
  for (const [what, most] of [[`${sessions} sessions`, FIRST_MIB], [`${sessions} more`, KEPT_MIB]] as const) {
    const wrong = await subject.shortSessions(sessions);
    const after = await settled(subject, before.descriptors);
    const violations = [];
    if (wrong > 0) violations.push(`${wrong} sessions without the right answer`);
    found(what, ...compared(before, after, most, violations));
    before = after;
  }
}

async function resetsOf(subject: Subject, trial: Trial, found: Found): Promise<void> {
  // What many busy clients at once take from the heap is taken once.
  await subject.breakOff(AT_ONCE);
  const before = await settled(subject);
  for (let left = trial.resets; left > 0; left -= AT_ONCE) await subject.breakOff(Math.min(left, AT_ONCE));
  const violations: string[] = [];
  const after = await settled(subject, before.descriptors);
  await transferAll(subject, { ...trial, bytes: Math.min(trial.bytes, WARM_UP_BYTES) }, (what, _, wrong) => {
    violations.push(...wrong.map((each) => `after them, ${what}: ${each}`));
  });
  found(`${trial.resets} resets`, ...compared(before, after, KEPT_MIB, violations));
}

interface Held {
  readonly mib: number;
  readonly descriptors: number;
}

function compared(
  before: Held,
  after: Held,
  most: number,
  violations: string[],
): [figures: string, violations: string[]] {
  if (after.descriptors > before.descriptors) {
    violations.push(`${after.descriptors - before.descriptors} descriptors left open`);
  }
  if (after.mib - before.mib > most) {
    violations.push(`${(after.mib - before.mib).toFixed(0)} MiB more than before`);
  }
  const memory = `${before.mib.toFixed(0)} -> ${after.mib.toFixed(0)} MiB`;
  return [`${before.descriptors} -> ${after.descriptors} descriptors, ${memory}`, violations];
}

/** Looks when nothing moves. @param descriptors waits for up to half a minute until no more are open */
async function settled(subject: Subject, descriptors = 0): Promise<Held> {
  await untilStill(subject.pid);
  const open = () => resourceUsage(subject.pid)?.descriptors ?? 0;
  if (descriptors > 0) await until(() => open() <= descriptors).catch(() => {/* that is the finding */});
  return { mib: residentMib(subject), descriptors: open() };
}

/** Waits until a process computes nothing for two seconds: every buffer on the way is full, or empty. */
async function untilStill(pid: number): Promise<void> {
  for (let before = -1;;) {
    const now = usageOf(pid).cpuSeconds ?? 0;
    if (now === before) return;
    before = now;
    await pause(2000);
  }
}

function residentMib(subject: Subject): number {
  return resourceUsage(subject.pid)?.residentMib ?? 0;
}

function signed(mib: number): string {
  return (mib < 0 ? "" : "+") + mib.toFixed(0);
}
