import { messageOf } from "../i18n/message_error.ts";
import { joined, type Message, msg } from "../i18n/message.ts";

/**
 * Says in words why the bus is not there; no login is in them.
 *
 * @param reasons what the client library threw, for each server that was tried
 */
export function busProblem(reasons: readonly unknown[]): Message {
  const said = new Map(reasons.map(sentence).map((each) => [String(each), each]));
  return joined([...said.values()], "; ");
}

function sentence(reason: unknown): Message {
  if (!(reason instanceof Error)) return msg`it does not answer`;
  const words = WORDS.find(([pattern]) => pattern.test(textOf(reason)))?.[1];
  if (words !== undefined) return words;
  const denied = violation(reason);
  if (denied !== undefined) return denied;
  return reason.message === "" && reason.cause !== undefined ? sentence(reason.cause) : messageOf(reason);
}

/** The library wraps what happened, sometimes twice. */
function textOf(error: Error): string {
  return `${error.name}: ${error.message}\n${error.cause instanceof Error ? textOf(error.cause) : ""}`;
}

function violation(reason: Error): Message | undefined {
  const [, operation, subject] = /Permissions Violation for (Publish|Subscription) to "(\S+)"/i
    .exec(textOf(reason).replace(/_INBOX\.[^\s"]*/g, "_INBOX.>")) ?? [];
  if (operation === undefined) return undefined;
  return /publish/i.test(operation)
    ? msg`the login may not publish to ${subject!}`
    : msg`the login may not subscribe to ${subject!}`;
}

const WORDS: readonly [RegExp, Message][] = [
  [/Authorization Violation|Account Authentication|Authentication Timeout/i, msg`it refuses the login`],
  [/Authentication Expired|authentication revoked/i, msg`the login has expired`],
  [/not enabled for account/i, msg`JetStream is off there for this account`],
  [
    /jetstream (is )?not enabled|\b503\b|NoResponders/i,
    msg`JetStream is off there (start nats-server with -js)`,
  ],
  [
    /UnknownIssuer|unable to (get|verify)|self.signed|CaUsedAsEndEntity|UNABLE_TO/i,
    msg`its certificate is not trusted`,
  ],
  [/NotValidForName|not valid for name|altnames/i, msg`its certificate is for another name`],
  [
    /certificate required|CertificateRequired|bad certificate|BadCertificate/i,
    msg`it wants a certificate of ours`,
  ],
  [/connection refused|ECONNREFUSED/i, msg`it refuses the connection`],
  [/^TimeoutError|timeout|ETIMEDOUT/i, msg`it does not answer`],
  [/no such host|Cannot find the address/, msg`its name is not known`],
  [
    /maximum (messages|bytes) exceeded|insufficient (storage )?resources|resource limits exceeded/i,
    msg`its storage is full`,
  ],
  [/consumer not found|stream not found|stream deleted/i, msg`its storage is gone`],
];
