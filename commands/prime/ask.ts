import { decimalMessage, type Message, msg, prefixed, verbatim } from "../../mod/i18n/message.ts";
import { familyOf } from "../options/ipv_option.ts";
import { command, POSIX } from "../../mod/cli/command.ts";
import { idleOption } from "../../mod/cli/idle_options.ts";
import { flag, type OptionValues } from "../../mod/cli/option.ts";
import { endpoint, words } from "../../mod/cli/positional.ts";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import { UsageError } from "../../mod/cli/usage_error.ts";
import { askDatagram } from "../../mod/net/udp/ask_datagram.ts";
import type { HostPort } from "../../mod/net/tcp/dial.ts";
import { escapeControls } from "../../mod/io/visible_text.ts";
import { askChunks } from "../../mod/services/ask_chunks.ts";
import { askLines } from "../../mod/services/ask_lines.ts";
import { dialServer } from "../../mod/services/dial_server.ts";
import { tracerFor } from "../options/trace_option.ts";
import { byDatagrams, clientOptions, dialingOf } from "../options/client_options.ts";
import { framingOption } from "../options/framing_option.ts";
import { numberToAsk } from "../../mod/services/prime/client/number_to_ask.ts";
import { openInputs } from "../../mod/terminal/inputs.ts";

const options = {
  udp: flag({ help: "ask by datagrams, each again when no answer comes (3 tries)" }),
  framing: idleOption(framingOption, [byDatagrams]),
  ...clientOptions,
  timeout: idleOption(clientOptions.timeout, [byDatagrams]),
};

export default command({
  name: "prime ask",
  summary: "ask a prime server whether numbers are prime",
  description:
    "Shows each question, its answer and the round-trip time. Without numbers, reads them from standard input, one a line.",
  args: {
    server: endpoint(),
    numbers: words("NUMBER", "an integer, 2**50-1 too, or anything else to see it refused", { min: 0 }),
  },
  options,
  examples: [
    {
      command: "netlab prime ask localhost 8809 17 2**50-1",
      does: "ask for two numbers over one connection",
    },
    { command: "netlab prime ask localhost:8808 29 --udp", does: "ask by datagram" },
    {
      command: "seq 1000 | netlab prime ask localhost 8809",
      does: "ask for many, without waiting for each answer",
      systems: POSIX,
    },
  ],
  permissions: { net: { why: "the connection to the server" } },
  async run({ args, options }, context) {
    const numbers = args.numbers.map(numberToAsk);
    if (numbers.some((each) => /[\r\n]/.test(each))) {
      throw new UsageError(msg`a number cannot contain a line end`);
    }
    if (options.udp) await askByDatagrams(args.server, numbers, options, context);
    else await askByLines(args.server, numbers, options, context);
    return 0;
  },
});

type AskOptions = OptionValues<typeof options>;

const prompt = "prime> ";

async function askByLines(
  server: HostPort,
  numbers: readonly string[],
  options: AskOptions,
  context: CommandContext,
): Promise<void> {
  using dialled = await dialServer(server, dialingOf(options, context));
  await using inputs = await openInputs(numbers, prompt, context);
  try {
    const ask = options.framing === "line" ? askLines : askChunks;
    await ask(dialled.connection, inputs.batches, (answered) => {
      const lines = answered.map(({ question, answer, elapsed }) =>
        report(question, answer, elapsed, context)
      );
      return inputs.show(lines.join(""));
    });
  } catch (error) {
    throw dialled.explain(error);
  }
}

async function askByDatagrams(
  server: HostPort,
  numbers: readonly string[],
  options: AskOptions,
  context: CommandContext,
): Promise<void> {
  const family = familyOf(options.ipv);
  const trace = tracerFor(options.trace, context);
  await using inputs = await openInputs(numbers, prompt, context);
  let first: string | undefined;
  for await (const batch of inputs.batches) {
    for (const question of batch) {
      const { bytes, from, elapsed, tries } = await askDatagram(server, new TextEncoder().encode(question), {
        family,
        first,
        signal: context.signal,
        told: (datagram) => trace.emit({ ...datagram, bytes: datagram.data.length }),
      });
      first = from;
      if (tries > 1) {
        inputs.tell(prefixed("netlab prime ask", msg`${shorten(question)} was answered at try ${tries}`));
      }
      const answer = new TextDecoder().decode(bytes).trimEnd();
      await inputs.show(report(question, answer, elapsed, context));
    }
  }
}

/** `17: T (prime), 0.31 ms` */
function report(question: string, answer: string, elapsed: number, { translate }: CommandContext): string {
  const meaning = { T: msg`prime`, F: msg`not prime`, E: msg`error` }[answer.slice(0, 1)];
  const meant = meaning === undefined ? "" : ` (${translate(meaning)})`;
  return `${translate(shorten(question))}: ${escapeControls(answer)}${meant}, ${
    translate(decimalMessage(elapsed, 2))
  } ms\n`;
}

/** Enough of a long number to know it by. */
function shorten(question: string): Message {
  if (question.length <= 60) return verbatim(escapeControls(question));
  const [start, end] = [question.slice(0, 20), question.slice(-20)].map(escapeControls);
  return msg`${start!}…${end!} (${question.length} digits)`;
}
