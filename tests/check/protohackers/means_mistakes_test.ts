import { assertEquals } from "@std/assert";
import { seededRandom } from "../../../mod/check/probes/seeded_random.ts";
import { MEANS_CONVERSATIONS, type MeansConversation } from "../../../mod/check/rules/means/conversations.ts";
import { mayAnswer, MEANS_MISTAKES, type MeansCase } from "../../../mod/check/rules/means/means_mistakes.ts";
import { isMean, meanOf, within } from "../../../mod/check/rules/means/prices.ts";

/** What each mistake answers in these conversations, where that is wrong, with all mistakes that answer so. */
function wrongAnswers(of: MeansCase): { answer: number; tells: unknown[] }[] {
  const mean = meanOf(within(of.prices, of.range));
  const told = MEANS_MISTAKES.map((mistake) => ({ tells: mistake.tells, answers: mistake.answers(of) }));
  const answers = new Set(
    told.flatMap(({ answers }) => answers).map((answer) => Math.floor(answer) | 0)
      .filter((answer) => !isMean(answer, mean) && (answer !== 0 || of.found === true)),
  );
  return [...answers].map((answer) => ({
    answer,
    tells: [
      ...new Set(
        told.filter(({ tells, answers }) => mayAnswer({ tells, answers: () => answers }, answer, of))
          .map(({ tells }) => tells),
      ),
    ],
  }));
}

Deno.test("no two mistakes give the same wrong answer in what a server of Means to an End is asked", () => {
  const twofold: unknown[] = [];
  for (const [name, talk] of Object.entries(MEANS_CONVERSATIONS)) {
    for (let seed = 1; seed <= (name === "many" ? 1 : 20); seed++) {
      const { prices, others, ranges }: MeansConversation = talk(seededRandom(seed, `means.${name}`));
      ranges.slice(0, 3).forEach((range, index) => {
        const found = ranges.slice(0, index).some(({ from, to }) => range.from <= from && to <= range.to);
        const of = { prices, ...(others === undefined ? {} : { others }), range, found };
        for (const { answer, tells } of wrongAnswers(of)) {
          if (tells.length > 1) {
            twofold.push([name, seed, range, answer, tells.map((each) => text(each))]);
          }
        }
      });
    }
  }
  assertEquals(twofold.slice(0, 20), []);
});

function text(cause: unknown): string {
  const told = typeof cause === "function" ? cause({}) : cause;
  return (told as { en: string }).en.slice(0, 60);
}
