import process from "node:process";

/** Of `/proc/stat`: hundredths of a second. */
const TICKS_PER_SECOND = 100;

/**
 * Watches how much of the machine other programs use while something is measured: what all cores spent in programs, less
 * what is ours.
 *
 * @returns a function that takes the processor time of servers and clients, seconds, and gives the others' share of all
 *   cores, in percent; `undefined` where the system does not tell
 */
export function watchOthers(): (ourSeconds: number) => number | undefined {
  const [before, own, begun] = [programSeconds(), ownSeconds(), performance.now()];
  return (ourSeconds) => {
    const after = programSeconds();
    if (before === undefined || after === undefined) return undefined;
    const seconds = (performance.now() - begun) / 1000;
    const others = after.used - before.used - ourSeconds - (ownSeconds() - own);
    return Math.max(0, others / (seconds * after.cores) * 100);
  };
}

/** Of this process. */
function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What programs have used since the system started; interrupts are nobody's. */
function programSeconds(): { used: number; cores: number } | undefined {
  try {
    const text = Deno.readTextFileSync("/proc/stat");
    const [user = NaN, nice = NaN, system = NaN] = /^cpu +(.*)$/m.exec(text)?.[1]?.split(" ").map(Number) ??
      [];
    return { used: (user + nice + system) / TICKS_PER_SECOND, cores: text.match(/^cpu\d+ /gm)?.length ?? 1 };
  } catch {
    return undefined; // no /proc
  }
}
