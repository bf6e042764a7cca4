import type { RuleContext } from "../../rule_context.ts";
import { RuleSkipped } from "../../causes/rule_violation.ts";
import { ChatClients, hears } from "../../probes/chat_clients.ts";
import { otherwise, type Rule } from "../../rule.ts";
import { CHAT_CAUSES as WHY, CHAT_TEXTS as TEXTS, FIXED_NUMBER } from "../../texts/chat_texts.ts";
import { type ChatCheck, chatRule as rule } from "./chat_rule.ts";

/** The rules about who comes, who leaves, and how. */
export function chatCompanyRules(check: ChatCheck): Rule[] {
  const clients = (context: RuleContext) => ChatClients.of(check.expect ?? 3, context, check);
  return [
    rule(
      "leaves",
      TEXTS.leaves,
      [otherwise(WHY.leavingKills)],
      async (context) => leaves(await clients(context), "close"),
    ),
    rule(
      "reset",
      TEXTS.reset,
      [otherwise(WHY.resetKills)],
      async (context) => leaves(await clients(context), "reset"),
    ),
    rule(
      "half_close",
      TEXTS.half,
      [otherwise(WHY.halfClose)],
      async (context) => halfClose(await clients(context)),
    ),
    rule("late", TEXTS.late, [otherwise(WHY.late)], async (context) => late(await clients(context), check)),
    rule("ten", TEXTS.ten, [otherwise(WHY.notAll)], (context) => ten(context, check)),
    rule(
      "garbage",
      TEXTS.garbage,
      [otherwise(WHY.garbage)],
      async (context) => garbage(await clients(context)),
      { severity: "should" },
    ),
  ];
}

async function leaves(clients: ChatClients, how: "close" | "reset"): Promise<void> {
  const [first, second] = clients.members;
  await clients.talk(second!);
  await first!.conn.send("a line that nobody ends");
  first!.conn[how]();
  clients.forget(first!);
  if (clients.members.length < 2) await clients.join();
  await clients.settle();
  for (const client of clients.members) await clients.talk(client);
  for (const client of clients.members) await clients.talk(client);
}

async function halfClose(clients: ChatClients): Promise<void> {
  const [speaker, ...others] = clients.members;
  const text = await clients.says(speaker!);
  await speaker!.conn.halfClose();
  for (const other of others) await hears(other, text);
}

async function late(clients: ChatClients, { expect }: ChatCheck): Promise<void> {
  if (expect !== undefined) throw new RuleSkipped(FIXED_NUMBER);
  await clients.talk(clients.members[0]!);
  const client = await clients.join();
  await clients.settle();
  await clients.talk(client);
  await clients.talk(clients.members[1]!);
}

async function ten(context: RuleContext, check: ChatCheck): Promise<void> {
  if (check.expect !== undefined) throw new RuleSkipped(FIXED_NUMBER);
  const clients = await ChatClients.of(10, context, check);
  for (const index of [9, 0, 5]) await clients.talk(clients.members[index]!);
}

async function garbage(clients: ChatClients): Promise<void> {
  const [rude] = clients.members;
  await rude!.conn.send(Uint8Array.of(0xff, 0xfe, 0xc3, 0x0a));
  clients.forget(rude!);
  if (clients.members.length < 2) await clients.join();
  await clients.settle();
  for (const client of clients.members) await clients.talk(client);
}
