import { assert, assertEquals } from "@std/assert";
import { inOrder } from "../../../mod/relay/scan/in_order.ts";
import { fc, property } from "../../_kit/property.ts";

property(
  "inOrder() keeps the order whichever work is done first, and never does more at a time",
  fc.record({ turns: fc.array(fc.nat(20), { maxLength: 60 }), atOnce: fc.integer({ min: 1, max: 8 }) }),
  async ({ turns, atOnce }) => {
    let [under, most] = [0, 0];
    const work = async (item: number) => {
      most = Math.max(most, ++under);
      for (let turn = turns[item]!; turn > 0; turn--) await Promise.resolve();
      under--;
      return item;
    };
    const made = await Array.fromAsync(inOrder(turns.keys(), atOnce, work));
    assertEquals(made, [...turns.keys()]);
    assert(most <= atOnce, `${most} at a time`);
    if (turns.length >= atOnce && turns.every((turn) => turn > 0)) assertEquals(most, atOnce);
  },
);
