import { awakeNow } from "../../probes/awake_clock.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import type { RuleContext } from "../../rule_context.ts";
import { sleep } from "../../probes/sleep.ts";
import { SPEED_CAUSES as WHY, SPEED_EXPECTED as EXPECTED } from "../../texts/speed_texts.ts";
import { hearNothing, hearTicket, Roads } from "./roads.ts";

/* All roads have a limit of 60 miles per hour where nothing else is said: 10 miles in 10 minutes. */

const DAY = 86_400;
const TEN_MINUTES = 600;

/**
 * Numbers that a server which has their bytes the wrong way round takes for a speed beyond the limit, too: 40 miles in
 * 256 seconds are 562.5 miles per hour then as well, and road and limit are the same in both orders.
 */
export async function ticket(context: RuleContext): Promise<void> {
  const roads = new Roads(context, 0x0101);
  const [road, plate, time] = [0x4242, plateOf(context), 0x00100010];
  const dispatcher = await roads.dispatcher(road);
  const seen = [{ mile: 8, time }, { mile: 48, time: time + 256 }] as const;
  await roads.see(plate, road, ...seen);
  await hearTicket(dispatcher, { plate, road, seen });
}

export async function limit(context: RuleContext): Promise<void> {
  const roads = new Roads(context);
  const road = 1 + context.random.integer(60_000);
  const dispatcher = await roads.dispatcher(road);
  const [at, below, above] = [plateOf(context), plateOf(context), plateOf(context)];
  await roads.see(at, road, { mile: 10, time: 1000 }, { mile: 20, time: 1000 + TEN_MINUTES });
  await roads.see(below, road, { mile: 10, time: 2000 }, { mile: 20, time: 2700 });
  const expected = EXPECTED.noTicket(EXPECTED.atLimit);
  const mistake = ({ plate }: { plate: string }) =>
    plate === at ? WHY.atLimit : plate === below ? WHY.belowLimit : undefined;
  await hearNothing(dispatcher, context, expected, mistake);
  const seen = [{ mile: 10, time: 5000 }, { mile: 20, time: 5590 }] as const;
  await roads.see(above, road, ...seen);
  await hearTicket(dispatcher, { plate: above, road, seen }, mistake);
}

/** The later sighting is told first, and the second car drives towards mile 0. */
export async function order(context: RuleContext): Promise<void> {
  const roads = new Roads(context);
  const road = 1 + context.random.integer(60_000);
  const dispatcher = await roads.dispatcher(road);
  const [up, down] = [plateOf(context), plateOf(context)];
  const first = [{ mile: 50, time: 4000 }, { mile: 10, time: 3000 }] as const;
  await roads.see(up, road, ...first);
  await hearTicket(dispatcher, { plate: up, road, seen: first });
  for (
    const seen of [
      [{ mile: 50, time: 10_000 }, { mile: 10, time: 11_000 }],
      [{ mile: 10, time: DAY + 11_000 }, { mile: 50, time: DAY + 10_000 }],
    ] as const
  ) {
    await roads.see(down, road, ...seen);
    await hearTicket(dispatcher, { plate: down, road, seen });
  }
}

export async function numbers(context: RuleContext): Promise<void> {
  const roads = new Roads(context);
  const road = 1 + context.random.integer(60_000);
  const dispatcher = await roads.dispatcher(road);
  for (
    const seen of [
      // 60.75 miles per hour
      [{ mile: 0, time: 1_000_000 }, { mile: 27, time: 1_001_600 }],
      // 15 000 miles in a day but half an hour: 360 000 times that has more than 32 bits.
      [{ mile: 50_000, time: 30_000 * DAY + 900 }, { mile: 65_000, time: 30_001 * DAY - 900 }],
      [{ mile: 1000, time: 4_000_000_000 }, { mile: 1050, time: 4_000_001_777 }],
    ] as const
  ) {
    const plate = plateOf(context);
    await roads.see(plate, road, ...seen);
    await hearTicket(dispatcher, { plate, road, seen });
  }
  const plate = plateOf(context);
  const seen = [{ mile: 0, time: 0x7fffff00 }, { mile: 27, time: 0x80000100 }] as const;
  await roads.see(plate, road, ...seen);
  await hearTicket(
    dispatcher,
    { plate, road, seen },
    (wrong) => wrong.time1 === seen[1].time && wrong.time2 === seen[0].time ? WHY.signedTimes : undefined,
  );
}

/** The dispatcher comes when the ticket is there; if it does not get it, another one is issued. */
export async function stored(context: RuleContext): Promise<void> {
  const roads = new Roads(context);
  const road = 1 + context.random.integer(60_000);
  const [plate, other] = [plateOf(context), plateOf(context)];
  const seen = [{ mile: 10, time: 1000 }, { mile: 20, time: 1300 }] as const;
  await roads.see(plate, road, ...seen);
  await sleep(150, context.options.signal);
  await roads.dispatcher(road === 1 ? 2 : road - 1);
  const dispatcher = await roads.dispatcher(road);
  try {
    await hearTicket(dispatcher, { plate, road, seen });
  } catch (error) {
    if (!(error instanceof RuleViolation) || error.symptom !== "silence") throw error;
    await roads.see(other, road, ...seen);
    await hearTicket(dispatcher, { plate: other, road, seen });
    throw new RuleViolation("silence", error.expected, undefined, undefined, { tells: WHY.lost });
  }
}

export async function kept(context: RuleContext): Promise<void> {
  const roads = new Roads(context);
  const road = 1 + context.random.integer(60_000);
  const plate = plateOf(context);
  const dispatcher = await roads.dispatcher(road);
  const seen = [{ mile: 10, time: 1000 }, { mile: 20, time: 1300 }] as const;
  await roads.see(plate, road, seen[0]);
  await sleep(100, context.options.signal);
  await roads.leave(road, 10);
  await sleep(100, context.options.signal);
  await roads.see(plate, road, seen[1]);
  await hearTicket(dispatcher, { plate, road, seen });
}

export async function day(context: RuleContext): Promise<void> {
  const roads = new Roads(context);
  const road = 1 + context.random.integer(60_000);
  const dispatcher = await roads.dispatcher(road);
  const [plate, other] = [plateOf(context), plateOf(context)];
  const on = (start: number) => [{ mile: 10, time: start }, { mile: 20, time: start + 300 }] as const;
  await roads.see(plate, road, ...on(1000));
  await hearTicket(dispatcher, { plate, road, seen: on(1000) });
  const again = (ticket: { plate: string; time2: number }) =>
    ticket.plate === plate && ticket.time2 < DAY ? WHY.twiceADay : undefined;
  await roads.see(plate, road, { mile: 30, time: 1600 }, ...on(40_000));
  await hearNothing(dispatcher, context, EXPECTED.noTicket(EXPECTED.sameDay), again);
  await roads.see(other, road, ...on(41_000));
  await hearTicket(dispatcher, { plate: other, road, seen: on(41_000) }, again);
  await roads.see(plate, road, ...on(DAY + 1000));
  await hearTicket(dispatcher, { plate, road, seen: on(DAY + 1000) }, again);
}

/** From ten to midnight until ten past, then once more on either day, and on the day after. */
export async function days(context: RuleContext): Promise<void> {
  const roads = new Roads(context);
  const road = 1 + context.random.integer(60_000);
  const dispatcher = await roads.dispatcher(road);
  const plate = plateOf(context);
  const midnight = (1 + context.random.integer(1000)) * DAY;
  const at = (mile: number, minutes: number) => ({ mile, time: midnight + minutes * 60 });
  const over = [at(20, -10), at(60, 10)] as const;
  await roads.see(plate, road, ...over);
  await hearTicket(dispatcher, { plate, road, seen: over });
  const expected = EXPECTED.noTicket(EXPECTED.sameDay);
  await roads.see(plate, road, at(80, 20));
  await hearNothing(
    dispatcher,
    context,
    expected,
    ({ time1 }) => time1 >= midnight ? WHY.onlyFirstDay : WHY.twiceADay,
  );
  await roads.see(plate, road, at(0, -20));
  await hearNothing(
    dispatcher,
    context,
    expected,
    ({ time2 }) => time2 < midnight ? WHY.onlyLastDay : WHY.twiceADay,
  );
  const next = [at(0, 2000), at(20, 2010)] as const;
  await roads.see(plate, road, ...next);
  await hearTicket(dispatcher, { plate, road, seen: next });
}

/** Dispatchers of one road, of two others, and two of the same one. */
export async function roads(context: RuleContext): Promise<void> {
  const roads = new Roads(context);
  const road = 1 + context.random.integer(60_000);
  const [one, two] = [await roads.dispatcher(road), await roads.dispatcher(road + 1, road + 2)];
  const [first, second, third] = [plateOf(context), plateOf(context), plateOf(context)];
  const seen = [{ mile: 10, time: 1000 }, { mile: 20, time: 1300 }] as const;
  const elsewhere = (known: readonly number[]) => ({ plate, road }: { plate: string; road: number }) =>
    plate === third ? WHY.mixesRoads : known.includes(road) ? undefined : WHY.wrongRoad;
  await roads.see(first, road, ...seen);
  await hearTicket(one, { plate: first, road, seen }, elsewhere([road]));
  await roads.see(second, road + 2, ...seen);
  const none = EXPECTED.noTicket(EXPECTED.otherRoads);
  try {
    await hearTicket(two, { plate: second, road: road + 2, seen }, elsewhere([road + 1, road + 2]));
  } catch (error) {
    await hearNothing(one, context, none, elsewhere([road]), 1);
    throw error;
  }
  await roads.see(third, road, { mile: 10, time: 3000 });
  await roads.see(third, road + 1, { mile: 20, time: 3100 });
  await hearNothing(one, context, none, elsewhere([road]));
  await hearNothing(two, context, none, elsewhere([road + 1, road + 2]), 1);
  const twin = await roads.dispatcher(road);
  const fourth = plateOf(context);
  await roads.see(fourth, road, ...seen);
  const deadline = awakeNow() + context.timeout;
  while (one.unheard.length + twin.unheard.length === 0 && awakeNow() < deadline) {
    await sleep(10, context.options.signal);
  }
  const [chosen, other] = one.unheard.length > 0 ? [one, twin] : [twin, one];
  await hearTicket(chosen, { plate: fourth, road, seen });
  await hearNothing(
    other,
    context,
    EXPECTED.noTicket(EXPECTED.again),
    ({ plate }) => plate === fourth ? WHY.toAll : undefined,
  );
}

/** A plate that no other car of the rule has. */
export function plateOf({ random }: RuleContext): string {
  return `${random.word(4).toUpperCase()}${100 + random.integer(900)}`;
}
