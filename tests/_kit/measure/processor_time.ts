import process from "node:process";

/** Milliseconds of a processor that this process has used, all its threads together. */
export function processorMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
