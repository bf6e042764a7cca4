/*
Limits of a check are counted in the time in which this process ran. While it stands still, on a busy machine or on one
that was put to sleep, answers come that it has not looked at yet, and most often the program under test stands still,
too: neither is held against that program.
*/

/** How often it is looked whether time passes as it should, milliseconds. */
const TICK = 50;
/** So late a tick may be without any standstill, milliseconds. */
const LATE = 100;

let watching = 0;
let ticking: ReturnType<typeof setInterval> | undefined;
let looked = 0;
let lost = 0;
let standstills = 0;

/** Milliseconds on a clock that stands still when this process does while somebody is {@linkcode watchingClock}. */
export function awakeNow(): number {
  if (watching > 0) look();
  return performance.now() - lost;
}

/** Somebody who looks how time passes, until it is disposed of. */
export interface ClockWatch extends Disposable {
  /** Whether this process has stood still since the watch began, or since this was asked for the last time. */
  stoodStill(): boolean;
}

/** Looks how time passes. */
export function watchingClock(): ClockWatch {
  if (watching++ === 0) {
    looked = performance.now();
    ticking = setInterval(look, TICK);
  }
  let known = standstills;
  return {
    stoodStill() {
      look();
      const stood = standstills > known;
      known = standstills;
      return stood;
    },
    [Symbol.dispose]() {
      look();
      if (--watching === 0) clearInterval(ticking);
    },
  };
}

function look(): void {
  const now = performance.now();
  const passed = now - looked;
  looked = now;
  if (passed <= TICK + LATE) return;
  // A tick of it counts: a process that hardly ever has its turn gets to an end, too.
  lost += passed - TICK;
  standstills++;
}
