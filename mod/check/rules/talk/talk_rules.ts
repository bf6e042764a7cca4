import type { CauseText } from "../../causes/cause_text.ts";
import { type Cause, type Rule, type RuleText, seen, when } from "../../rule.ts";
import type { Failure } from "../../causes/rule_violation.ts";
import type { RuleContext } from "../../rule_context.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { NOBODY_THERE } from "../../causes/line_causes.ts";
import { endText } from "../../texts/start_texts.ts";
import { TALK_CAUSES as WHY, TALK_SEEN as SEEN, TALK_TEXTS as TEXTS } from "../../texts/talk_texts.ts";
import * as probe from "./talk_probes.ts";

/** How two people are to talk. */
export interface TalkCheck {
  /** Each says one line after the other's; who has connected begins. */
  readonly turns: boolean;
  /** Whether the program waits for the other side, as opposed to connecting to it. */
  readonly side: "server" | "client";
  readonly framing: "line" | "chunk";
  /** The line that ends the talk. */
  readonly end?: string | undefined;
}

/** A rule's own part: what it says, does and recognises. */
interface TalkRule {
  readonly text: RuleText;
  readonly causes?: readonly Cause[];
  readonly probe: probe.TalkProbe;
  readonly control?: probe.TalkProbe;
  /** @default ["typed"] */
  readonly needs?: readonly string[];
}

/** The rules of a talk of two people, in turns or at any time. */
export function talkRules(check: TalkCheck): Rule[] {
  const rules = {
    typed: TYPED,
    ...(check.turns ? BY_TURNS : AT_ANY_TIME),
    ...(check.framing === "line" ? { pieces: PIECES } : {}),
    ...(!check.turns && check.framing === "line" ? { flood: FLOOD } : {}),
    ctrl_d: CTRL_D,
    ...(check.end === undefined ? {} : { end_word: END_WORD }),
    peer_leaves: PEER_LEAVES,
  };
  return Object.entries(rules).map(([name, rule]) => made(name, rule, check));
}

function made(
  name: string,
  { text, causes = [], probe: tried, control, needs = ["typed"] }: TalkRule,
  check: TalkCheck,
): Rule {
  const at = (one: probe.TalkProbe) => async (context: RuleContext) => {
    await one(await probe.beginTalk(context), check);
  };
  return {
    id: `talk.${name}`,
    ...text,
    severity: "must",
    needs: needs.map((need) => `talk.${need}`),
    causes: [
      ...(check.side === "client" ? NEVER_CAME : NOBODY_THERE),
      ...causes,
      ...DESCRIBED,
    ],
    probe: at(tried),
    ...(control === undefined ? {} : { control: at(control) }),
  };
}

const NEVER_CAME: readonly Cause[] = [
  when(pattern.both(pattern.refused, ({ said }) => pattern.tellsError(said)), WHY.died),
  seen(pattern.both(pattern.refused, pattern.hasEnded), SEEN.endedBefore),
  seen(pattern.refused, SEEN.never),
];
/** Its end did not come after Ctrl-D, which is typed when a line has not come, to see whether it is kept somewhere. */
function byItself({ transcript: { events } }: Failure): boolean {
  return !events.some(({ what, bytes }) => what === "type" && bytes?.[0] === 4);
}
const ended: CauseText = ({ ended }) => SEEN.ended(endText(ended!));
const DESCRIBED: readonly Cause[] = [
  when(pattern.crashed, WHY.died),
  when(pattern.killed, WHY.died),
  seen(pattern.both(pattern.hasEnded, byItself), ended),
  seen(pattern.misses("silence of the one who is not to speak"), SEEN.notYourTurn),
  seen(({ expected }) => expected.en.endsWith("on the screen"), SEEN.notShown),
  seen(pattern.stillOpen, SEEN.goesOn),
  seen(pattern.nothing, SEEN.nothing),
  seen(() => true, SEEN.different),
];

/** What it does to lines that go out. */
const SENDING: readonly Cause[] = [
  when(pattern.noLineEnd, WHY.noLineEnd),
  when(pattern.pythonBytes, WHY.pythonBytes),
  when(pattern.misses("line before the end"), WHY.sentAtEnd),
];
/** What it does to lines that come in. */
const SHOWING: readonly Cause[] = [
  when(pattern.misses("screen before a line is typed"), WHY.listensLast),
  when(pattern.misses("screen before the end"), WHY.shownAtEnd),
];
/** The other side has left, or nothing more is typed, and it turns in a loop, or a part of it has died of that. */
const LOOPS = when(pattern.keepsBusy, WHY.loops);
const DIED_IN_PART = when(
  pattern.both(pattern.stillOpen, ({ said, ended }) => ended === undefined && pattern.tellsError(said)),
  WHY.diedInPart,
);

const TYPED: TalkRule = {
  text: TEXTS.typed,
  needs: [],
  causes: [...SENDING, when(pattern.misses("line before the other side speaks"), WHY.waits)],
  probe: probe.typed,
};
const SHOWN: TalkRule = { text: TEXTS.shown, causes: SHOWING, probe: probe.shown };

const AT_ANY_TIME: Readonly<Record<string, TalkRule>> = {
  shown: SHOWN,
  speaks: {
    text: TEXTS.speaks,
    causes: [...SENDING, when(pattern.misses("line before the other side speaks"), WHY.takesTurns)],
    probe: probe.speaks,
  },
  listens: {
    text: TEXTS.listens,
    causes: SHOWING,
    probe: probe.listens,
    // One that takes turns does not listen in between, either.
    needs: ["shown", "speaks"],
  },
  while_typing: {
    text: TEXTS.whileTyping,
    causes: [when(pattern.extra, WHY.keyByKey), ...SHOWING],
    probe: probe.whileTyping,
    needs: ["listens"],
  },
};

const BY_TURNS: Readonly<Record<string, TalkRule>> = {
  waits: {
    text: TEXTS.waits,
    causes: [when(pattern.misses("silence of the one who is not to speak"), WHY.doesNotWait)],
    probe: probe.waits,
  },
  // One that speaks when it should listen would only be found again.
  shown: { ...SHOWN, needs: ["waits"] },
  rounds: { text: TEXTS.rounds, causes: SHOWING, probe: probe.rounds, needs: ["shown"] },
};

const PIECES: TalkRule = {
  text: TEXTS.pieces,
  causes: [
    when(pattern.decodeError, WHY.decodes),
    when(pattern.both(pattern.replaced, pattern.control("holds")), WHY.decodes),
    when(pattern.control("holds"), WHY.oneRecv),
  ],
  probe: probe.inPieces,
  control: probe.inOnePiece,
  needs: ["shown"],
};
const FLOOD: TalkRule = {
  text: TEXTS.flood,
  causes: [when(pattern.control("holds"), WHY.losesLines)],
  probe: probe.flood,
  control: probe.oneByOne,
  // One that takes segments for lines cuts some of many.
  needs: ["listens", "pieces"],
};
const CTRL_D: TalkRule = { text: TEXTS.ctrlD, causes: [DIED_IN_PART, LOOPS], probe: probe.ctrlD };
const END_WORD: TalkRule = {
  text: TEXTS.endWord,
  causes: [when(pattern.both(pattern.stillOpen, probe.wordArrived), WHY.wordSent), DIED_IN_PART, LOOPS],
  probe: probe.endWord,
};
const PEER_LEAVES: TalkRule = {
  text: TEXTS.peerLeaves,
  causes: [DIED_IN_PART, LOOPS],
  probe: probe.peerLeaves,
};
