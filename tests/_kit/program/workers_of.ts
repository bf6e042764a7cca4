import { modesUsing } from "../../../mod/server/modes/modes_using.ts";

/** `--workers N` for a mode that has workers, and nothing for one that has none. */
export function workersOf(mode: string, workers: number): string[] {
  return modesUsing("workers").some((each) => each === mode) ? ["--workers", String(workers)] : [];
}
