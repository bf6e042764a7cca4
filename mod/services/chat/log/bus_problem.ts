/**
 * Says in words why the bus is not there; no login is in them.
 *
 * @param reasons what the client library threw, for each server that was tried
 */
export function busProblem(reasons: readonly unknown[]): string {
  return [...new Set(reasons.map(sentence))].join("; ");
}

function sentence(reason: unknown): string {
  if (!(reason instanceof Error)) return "it does not answer";
  const words = WORDS.find(([pattern]) => pattern.test(textOf(reason)))?.[1];
  if (words !== undefined) return words;
  const denied = violation(reason);
  if (denied !== undefined) return denied;
  return reason.message === "" && reason.cause !== undefined ? sentence(reason.cause) : reason.message;
}

/** The library wraps what happened, sometimes twice. */
function textOf(error: Error): string {
  return `${error.name}: ${error.message}\n${error.cause instanceof Error ? textOf(error.cause) : ""}`;
}

function violation(reason: Error): string | undefined {
  const [, operation, subject] = /Permissions Violation for (Publish|Subscription) to "(\S+)"/i
    .exec(textOf(reason).replace(/_INBOX\.[^\s"]*/g, "_INBOX.>")) ?? [];
  if (operation === undefined) return undefined;
  return /publish/i.test(operation)
    ? `the login may not publish to ${subject}`
    : `the login may not subscribe to ${subject}`;
}

const WORDS: readonly [RegExp, string][] = [
  [/Authorization Violation|Account Authentication|Authentication Timeout/i, "it refuses the login"],
  [/Authentication Expired|authentication revoked/i, "the login has expired"],
  [/not enabled for account/i, "JetStream is off there for this account"],
  [
    /jetstream (is )?not enabled|\b503\b|NoResponders/i,
    "JetStream is off there (start nats-server with -js)",
  ],
  [
    /UnknownIssuer|unable to (get|verify)|self.signed|CaUsedAsEndEntity|UNABLE_TO/i,
    "its certificate is not trusted",
  ],
  [/NotValidForName|not valid for name|altnames/i, "its certificate is for another name"],
  [
    /certificate required|CertificateRequired|bad certificate|BadCertificate/i,
    "it wants a certificate of ours",
  ],
  [/connection refused|ECONNREFUSED/i, "it refuses the connection"],
  [/^TimeoutError|timeout|ETIMEDOUT/i, "it does not answer"],
  [/no such host|Cannot find the address/, "its name is not known"],
  [/consumer not found|stream not found|stream deleted/i, "its storage is gone"],
];
